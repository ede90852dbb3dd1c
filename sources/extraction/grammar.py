"""What a single word of a sentence is: a name, an adverb, something like a verb, a boundary."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .languages import Language
from .names import Name, names
from .sentences import Sentence, Token

DASHES = frozenset(["-", "–", "—", "―", "--", "‒", "~"])
PAUSES = DASHES | {",", "(", ")"}
GLUE = frozenset(["&", "'", "$", "%", "/"])


@dataclass(slots=True)
class Words:
    """A sentence's tokens and names; `known` are surnames that name somebody beyond doubt."""

    sentence: Sentence
    language: Language
    known: frozenset[str] | set[str] = frozenset()
    tokens: list[Token] = field(init=False)
    names: list[Name] = field(init=False)
    inside: dict[int, Name] = field(init=False)

    def __post_init__(self):
        self.tokens = self.sentence.tokens
        self.names = list(names(self.tokens, self.language, self.known))
        self.inside = {n: name for name in self.names for n in range(name.first, name.last)}

    def low(self, number: int) -> str:
        return self.tokens[number].low if 0 <= number < len(self.tokens) else ""

    def skips(self, number: int) -> bool:
        """Adverbs and auxiliaries, which stand between a subject and its verb."""
        if number in self.inside:
            return False
        low, language = self.low(number), self.language
        return low in language.auxiliaries or language.is_adverb(low)

    def pauses(self, number: int) -> bool:
        """Whether the phrase is over before token `number`: a sign, a stretch or the end."""
        if number >= len(self.tokens):
            return True
        return not self.tokens[number].word or self.tokens[number].stretch is not None

    def follows(self, number: int) -> bool:
        """Whether a stretch stands right before, or before the comma before."""
        return number > 0 and any(t.stretch for t in self.tokens[max(0, number - 2) : number])

    def is_verbal(self, number: int) -> bool:
        """Whether the word looks like a verb, or like what stands before one."""
        low, language = self.low(number), self.language
        if number in self.inside or low in language.roles:
            return False
        third_person = low.endswith(language.plural_endings) and low not in language.groups
        verb = language.verbs.get(low)
        return (
            low in language.auxiliaries
            or language.is_adverb(low)
            or low in language.irregular
            or low.endswith(language.past_endings)
            or (third_person and self.opens_object(number + 1))
            or bool(verb and (not verb.noun or verb.form != "base"))
        )

    def opens_object(self, number: int) -> bool:
        low, language = self.low(number), self.language
        small = low in language.determiners or low in language.prepositions
        return small or low in language.infinitive

    def has_verb(self, first: int, last: int) -> bool:
        """Whether tokens[first:last] hold a finite verb."""
        return any(self.is_finite(n, n > first) for n in range(first, last))

    def is_finite(self, number: int, inner: bool) -> bool:
        low, language = self.low(number), self.language
        if number in self.inside or low in language.owners or low in language.infinitive:
            return False
        verb = language.verbs.get(low)
        return low in language.auxiliaries or bool(inner and verb and verb.form == "past")

    def bounds(self, number: int, following: int) -> bool:
        """Whether the token before a phrase cannot belong to it."""
        if number in self.inside:
            return False
        low, language = self.low(number), self.language
        if low in language.owners or low in GLUE:
            return False
        if low in language.joins:
            return following not in self.inside
        verb = language.verbs.get(low)
        return (
            not self.tokens[number].word
            or low in language.conjunctions
            or low in language.relatives
            or low in language.like
            or low in language.auxiliaries
            or (low in language.pronouns and not self.owns(number))
            or bool(verb and not verb.noun and verb.form in ("past", "present", "ing"))
        )

    def owns(self, number: int) -> bool:
        """Whether a word that is a pronoun may be something else: "her claim", "that claim"."""
        low = self.low(number)
        return low in self.language.possessives or low in self.language.that

    def before_adverbs(self, number: int) -> int:
        """Walk left over adverbs, auxiliaries and times ("on Tuesday", "last week")."""
        while number >= 0:
            timed = self.low(number) in self.language.times and number not in self.inside
            if not (timed or self.skips(number)):
                break
            number -= 1
            if timed and self.low(number) in self.language.dated:
                number -= 1
        return number

    def after_adverbs(self, number: int) -> int:
        """Walk right over adverbs and times ("powiedziała we wtorek burmistrzyni")."""
        while self.low(number) in self.language.adverbs or (
            self.low(number) in self.language.dated and self.low(number + 1) in self.language.times
        ):
            number += 1 if self.low(number) in self.language.adverbs else 2
        return number

    def clause_start(self, end: int) -> int:
        """Where the clause that runs up to token `end` begins."""
        for number in range(end - 1, -1, -1):
            token = self.tokens[number]
            if token.stretch or token.text in ":;…":
                return number + 1 + (self.low(number + 1) == ",")
            if token.low in self.language.turns and self.low(number - 1) == ",":
                return number + 1
            if token.low in self.language.clause_openers and number + 1 < end:
                return number + 1
        return 0

    def segments(self, first: int, end: int) -> Iterator[tuple[int, int]]:
        """What stands between pauses and stretches, left to right."""
        for number in range(first, end):
            if self.tokens[number].text in PAUSES or self.tokens[number].stretch:
                yield first, number
                first = number + 1
        yield first, end

    def segments_leftwards(self, end: int) -> Iterator[tuple[int, int]]:
        """What stands between pauses, right to left, back to the clause's beginning."""
        start, last = self.clause_start(end), end
        for number in range(end - 1, start - 1, -1):
            if self.tokens[number].text in PAUSES:
                if number + 1 < last and self.tokens[number].text != "(":
                    yield number + 1, last
                last = number
        if start < last:
            yield start, last
