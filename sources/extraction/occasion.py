"""Find where words were said, as the sentence prints it: "in a press conference"."""

from .sentence import Sentence

MAX_OCCASION_TOKENS = 7  # from the preposition to the noun that names the occasion


def find_occasion(sentence: Sentence, text: str) -> str:
    """Return the first phrase of the sentence that names an occasion, or ""."""
    for number, token in enumerate(sentence.tokens):
        if token.low in sentence.language.speech.occasion_openers and _names_occasion(
            sentence, number
        ):
            last = _phrase_end(sentence, number)
            return text[token.start : sentence.tokens[last - 1].end]
    return ""


def _names_occasion(sentence: Sentence, number: int) -> bool:
    """Return whether the phrase that opens at token `number` has a noun such as "interview"."""
    for token in sentence.tokens[number + 1 : number + 1 + MAX_OCCASION_TOKENS]:
        if not token.is_word or token.low in sentence.language.speech.occasion_openers:
            return False
        if token.low in sentence.language.speech.occasions:
            return True
    return False


def _phrase_end(sentence: Sentence, number: int) -> int:
    """Return where the phrase ends: at the next pause, stretch or verb of its own."""
    language = sentence.language
    for last in range(number + 1, len(sentence.tokens)):
        token = sentence.tokens[last]
        if not token.is_word and token.low not in sentence.language.grammar.possessive_endings:
            return last
        if (
            token.stretch
            or token.low in language.grammar.conjunctions
            or (
                token.low in language.speech.verbs
                and language.speech.verbs[token.low].form != "base"
                and token.low not in language.speech.occasions
            )
        ):
            return last
    return len(sentence.tokens)
