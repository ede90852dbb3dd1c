"""Noun phrases: where one begins and ends, what heads it, and whether it may be a subject."""

from dataclasses import dataclass

from .grammar import PAUSES, Words
from .names import Name


@dataclass(frozen=True, slots=True)
class Source:
    """tokens[first:last] names who spoke: by `name`, by a pronoun, or by a description."""

    first: int
    last: int
    name: Name | None = None
    pronoun: str = ""

    @property
    def kind(self) -> str:
        return "name" if self.name else "pronoun" if self.pronoun else "description"


class Phrases(Words):
    """The noun phrases of a sentence."""

    def phrase_ending(self, last: int) -> Source | None:
        """The noun phrase whose last token is `last`; a pronoun is one by itself."""
        low, language = self.low(last), self.language
        if low in language.conjunctions and low not in language.pronouns:
            return None
        doubtful = low in language.doubtful_pronouns or last in self.inside
        if low in language.pronouns and not doubtful:
            return Source(last, last + 1, pronoun=low)
        first = last
        while first > 0 and not self.bounds(first - 1, first):
            first -= 1
        return self.headed(first, last + 1)

    def phrase_end(self, first: int) -> int:
        """Where the noun phrase that begins at `first` ends, its "of …", "in …" taken in."""
        language = self.language
        for number in range(first, len(self.tokens)):
            token, low = self.tokens[number], self.low(number)
            if number in self.inside or low in language.owners or low == "&":
                continue
            if low in language.joins and number + 1 in self.inside:
                continue
            if self.pauses(number) or low in language.relatives or low in language.conjunctions:
                return number
            if low in language.auxiliaries or (number > first and token.low in language.adverbs):
                return number
            if low in language.determiners and number - 1 in self.inside:
                return number
        return len(self.tokens)

    def headed(self, first: int, last: int) -> Source | None:
        """The source tokens[first:last] amounts to, once adverbs and openings are taken off."""
        first = self.without_starters(first, last)
        if first >= last:
            return None
        if self.low(first) in self.language.prepositions and first not in self.inside:
            return self.after_opening(first, last)
        base = self.base_end(first, last)
        if base - first == 1 and self.low(first) in self.language.pronouns:
            return Source(first, base, pronoun=self.low(first))
        name = self.inside.get(base - 1)
        if name and name.last == base:
            return Source(first, last, name)
        if name := self.apposed(last):
            return Source(name.first, name.last, name)
        if self.low(first) not in self.language.determiners and self.is_verbal(base - 1):
            return None
        return Source(first, last)

    def without_starters(self, first: int, last: int) -> int:
        language = self.language
        while first < last and first not in self.inside:
            low = self.low(first)
            starter = self.skips(first) or low in language.starters
            if low in language.determiners or not starter:
                break
            first += 1
        return first

    def apposed(self, last: int) -> Name | None:
        """`the mayor, Ida Lund,`: the name behind the pause at `last`, if it is all there is."""
        if last + 1 >= len(self.tokens) or self.tokens[last].text not in PAUSES:
            return None
        name = self.inside.get(last + 1)
        return name if name and self.pauses(name.last) else None

    def after_opening(self, first: int, last: int) -> Source | None:
        """`On Friday Tusk said`: the phrase after an opening that no comma closes."""
        if (name := self.inside.get(last - 1)) and name.first > first:
            return Source(name.first, last, name)
        for number in range(last - 1, first, -1):
            if self.low(number) in self.language.determiners:
                return Source(number, last) if number > first + 1 else None
        if self.low(last - 1) in self.language.pronouns:
            return Source(last - 1, last, pronoun=self.low(last - 1))
        return Source(first + 1, last) if self.low(last - 1) in self.language.groups else None

    def base_end(self, first: int, last: int) -> int:
        """Where the phrase without its "of …", "in …", "who …" ends."""
        language = self.language
        for number in range(first + 1, last):
            if number in self.inside and self.inside[number].first < number:
                continue
            low = self.low(number)
            if low in language.prepositions or low in language.relatives:
                return number
            if low in language.joins and number - 1 in self.inside:
                return number
        return last

    def until_verb(self, first: int, last: int) -> int:
        """Where the leading noun phrase of tokens[first:last] stops being one."""
        language = self.language
        while first < last and self.skips(first):
            first += 1
        if self.low(first) in language.pronouns and first not in self.inside:
            return first + 1
        for number in range(first + 1, last):
            if self.stops(number):
                return number
        return last

    def stops(self, number: int) -> bool:
        """Whether a subject is over at this token: a verb, or what stands before one."""
        before = self.inside.get(number - 1)
        if name := self.inside.get(number):
            return name.first == number and before is not None
        low, language = self.low(number), self.language
        if low in language.owners:
            return self.is_verbal(number + 1)
        verb = language.verbs.get(low)
        return (
            low in language.auxiliaries
            or low in language.relatives
            or low in language.adverbs
            or low in language.conjunctions
            or bool(verb and not verb.noun)
            or (before is not None and self.is_verbal(number))
            or (
                low.endswith(language.past_endings + language.ing_endings)
                and low not in language.roles
            )
        )

    def may_be_subject(self, first: int, last: int) -> bool:
        """A name, a pronoun or a phrase with a determiner, and not an opening such as "In May"."""
        language = self.language
        while first < last and (self.skips(first) or self.low(first) in language.starters):
            first += 1
        if first == last:
            return False
        if first in self.inside:
            return self.inside[first].last <= last
        low, verb = self.low(first), language.verbs.get(self.low(first))
        if low in language.prepositions or low in language.conjunctions:
            return False
        if verb and verb.form in ("ing", "past", "participle"):
            return False
        if low in language.pronouns:
            return True
        timed = any(self.low(n) in language.times for n in range(first, min(last, first + 4)))
        if timed or low.endswith(language.ing_endings):
            return False
        capital = self.tokens[first].capital and (first == 0 or last - 1 in self.inside)
        return low in language.determiners or capital or low in language.roles

    def is_place(self, first: int, last: int, end: int) -> bool:
        """`In Paris, Texas, …`: the second half of a place, not the subject."""
        name = self.inside.get(first)
        lone = name and name.first == first and name.last == last < end and first > 1
        return bool(lone and self.low(first) in self.language.places)
