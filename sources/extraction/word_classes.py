"""Classify single words of a sentence: name, adverb, verb-like, clause or phrase boundary.

There is no part-of-speech tagger: closed word lists and a few endings, as `languages` gives them,
decide. That is enough for the few shapes in which news attributes words, and takes no model.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .languages import Language
from .name_runs import NO_VOCABULARY, Name, find_names
from .tokenizer import Token
from .vocabulary import Vocabulary

DASHES = frozenset(["-", "–", "—", "―", "--", "‒", "~"])
PAUSES = DASHES | {",", "(", ")"}
PHRASE_GLUE = frozenset(["&", "'", "$", "%", "/"])


@dataclass(slots=True)
class WordClasses:
    """A sentence's tokens and the names among them.

    `vocabulary` is the article's; `opens_paragraph`: the sentence is its paragraph's first.
    `first_word` is the number of the first word outside marks, that of all tokens where there is
    none; `name_at` leads from a token's number to the name it is in.
    """

    tokens: list[Token]
    language: Language
    vocabulary: Vocabulary = NO_VOCABULARY
    opens_paragraph: bool = False
    lows: list[str] = field(init=False)
    first_word: int = field(init=False)
    names: list[Name] = field(init=False)
    name_at: dict[int, Name] = field(init=False)

    def __post_init__(self) -> None:
        self.lows = [token.low for token in self.tokens]
        words = (number for number, token in enumerate(self.tokens) if token.is_word)
        self.first_word = next(words, len(self.tokens))
        self.names = list(find_names(self.tokens, self.language, self.vocabulary))
        self.name_at = {n: name for name in self.names for n in range(name.first, name.last)}

    def low(self, number: int) -> str:
        """Return token `number` in lower case, "" outside the sentence."""
        return self.lows[number] if 0 <= number < len(self.lows) else ""

    def is_skippable(self, number: int) -> bool:
        """Return whether it is an adverb or auxiliary, as stand between a subject and its verb."""
        if number in self.name_at:
            return False
        low, language = self.low(number), self.language
        return low in language.grammar.auxiliaries or language.grammar.is_adverb(low)

    def is_open_class(self, number: int) -> bool:
        """Return whether it is no small word of the grammar: a noun, an adjective, a verb."""
        low, grammar = self.low(number), self.language.grammar
        small = low in grammar.determiners or low in grammar.prepositions
        return not (small or low in grammar.pronouns or low in grammar.conjunctions)

    def is_pause(self, number: int) -> bool:
        """Return whether token `number` ends a phrase: punctuation, a stretch or the end."""
        if number >= len(self.tokens):
            return True
        return not self.tokens[number].is_word or self.tokens[number].stretch is not None

    def follows_stretch(self, number: int) -> bool:
        """Return whether a stretch stands right before, or before the comma before."""
        return number > 0 and any(t.stretch for t in self.tokens[max(0, number - 2) : number])

    def is_verbal(self, number: int) -> bool:
        """Return whether the word looks like a verb, or like what stands before one."""
        low, language = self.low(number), self.language
        if number in self.name_at or low in language.naming.roles:
            return False
        third_person = (
            low.endswith(language.grammar.plural_endings) and low not in language.naming.group_nouns
        )
        verb = language.speech.verbs.get(low)
        return (
            low in language.grammar.auxiliaries
            or language.grammar.is_adverb(low)
            or low in language.grammar.irregular_verbs
            or low.endswith(language.grammar.past_endings)
            or (third_person and self.opens_object(number + 1))
            or bool(verb and (not verb.noun or verb.form != "base"))
        )

    def opens_object(self, number: int) -> bool:
        """Return whether the word may begin a verb's object or complement: "the", "on", "to"."""
        low, language = self.low(number), self.language
        small = low in language.grammar.determiners or low in language.grammar.prepositions
        return small or low in language.grammar.infinitive_markers

    def has_verb(self, first: int, last: int) -> bool:
        """Return whether tokens[first:last] hold a finite verb."""
        return any(self.is_finite(n, n > first) for n in range(first, last))

    def is_finite(self, number: int, inner: bool) -> bool:
        """Return whether it is an auxiliary or, unless it comes first, a past form of saying."""
        low, language = self.low(number), self.language
        if (
            number in self.name_at
            or low in language.grammar.possessive_endings
            or low in language.grammar.infinitive_markers
        ):
            return False
        verb = language.speech.verbs.get(low)
        return low in language.grammar.auxiliaries or bool(inner and verb and verb.form == "past")

    def is_phrase_boundary(self, number: int, following: int) -> bool:
        """Return whether token `number` cannot belong to the phrase that goes on at `following`."""
        if number in self.name_at:
            return False
        low, language = self.low(number), self.language
        if low in language.grammar.possessive_endings or low in PHRASE_GLUE:
            return False
        if low in language.grammar.coordinators:
            return following not in self.name_at
        verb = language.speech.verbs.get(low)
        return (
            not self.tokens[number].is_word
            or low in language.grammar.conjunctions
            or low in language.grammar.relatives
            or low in language.grammar.like_words
            or low in language.grammar.auxiliaries
            or (low in language.grammar.pronouns and not self.may_be_possessive(number))
            or bool(verb and not verb.noun and verb.form in ("past", "present", "ing"))
        )

    def may_be_possessive(self, number: int) -> bool:
        """Return whether a pronoun may be a determiner instead: "her claim", "that claim"."""
        low = self.low(number)
        return (
            low in self.language.grammar.possessives or low in self.language.grammar.complementizers
        )

    def skip_adverbs_left(self, number: int) -> int:
        """Return the first token leftwards that is no adverb, auxiliary or time ("on Tuesday")."""
        grammar = self.language.grammar
        while number >= 0:
            low = self.lows[number]
            timed = low in grammar.time_words and number not in self.name_at
            if not (timed or low in grammar.clitics or self.is_skippable(number)):
                break
            number -= 1
            if timed and self.low(number) in grammar.time_prepositions:
                number -= 1
        return number

    def skip_adverbs_right(self, number: int) -> int:
        """Return the first token rightwards that is no adverb or time ("said on Tuesday")."""
        grammar = self.language.grammar
        while True:
            low = self.low(number)
            if low in grammar.adverbs:
                number += 1
            elif low in grammar.time_prepositions and self.low(number + 1) in grammar.time_words:
                number += 2
            else:
                return number

    def clause_start(self, end: int) -> int:
        """Return the first token of the clause that runs up to token `end`."""
        for number in range(end - 1, -1, -1):
            token = self.tokens[number]
            if token.stretch or token.text in ":;…":
                return number + 1 + (self.low(number + 1) == ",")
            if token.low in self.language.grammar.contrast_words and self.low(number - 1) == ",":
                return number + 1
            if token.low in self.language.grammar.clause_openers and number + 1 < end:
                return number + 1
        return 0

    def segments(self, first: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield (first, last) of what stands between pauses and stretches, left to right."""
        for number in range(first, end):
            token = self.tokens[number]
            if token.text in PAUSES or token.stretch:
                yield first, number
                first = number + 1
        yield first, end

    def segments_leftwards(self, end: int) -> Iterator[tuple[int, int]]:
        """Yield (first, last) between pauses, right to left, back to the clause's beginning."""
        start, last = self.clause_start(end), end
        for number in range(end - 1, start - 1, -1):
            if self.tokens[number].text in PAUSES:
                if number + 1 < last and self.tokens[number].text != "(":
                    yield number + 1, last
                last = number
        if start < last:
            yield start, last
