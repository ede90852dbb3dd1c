"""Where words were said, as the sentence prints it: "in a press conference", "on Twitter"."""

from .reading import Reading

REACH = 7


def occasion(reading: Reading, text: str) -> str:
    """The first phrase of the sentence that names an occasion, or ""."""
    for number, token in enumerate(reading.tokens):
        if token.low in reading.language.occasion_openers and _names_occasion(reading, number):
            last = _end(reading, number)
            return text[token.start : reading.tokens[last - 1].end]
    return ""


def _names_occasion(reading: Reading, number: int) -> bool:
    for token in reading.tokens[number + 1 : number + 1 + REACH]:
        if not token.word or token.low in reading.language.occasion_openers:
            return False
        if token.low in reading.language.occasions:
            return True
    return False


def _end(reading: Reading, number: int) -> int:
    """The phrase runs to the next pause, stretch or verb of its own."""
    language = reading.language
    for last in range(number + 1, len(reading.tokens)):
        token = reading.tokens[last]
        if not token.word and token.low not in reading.language.owners:
            return last
        if (
            token.stretch
            or token.low in language.conjunctions
            or (
                token.low in language.verbs
                and language.verbs[token.low].form != "base"
                and token.low not in language.occasions
            )
        ):
            return last
    return len(reading.tokens)
