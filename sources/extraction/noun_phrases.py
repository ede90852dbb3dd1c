"""Find noun phrases: where one begins and ends, its head, whether it may be a subject."""

from typing import NamedTuple

from .inflection import nominatives
from .name_runs import Name
from .word_classes import PAUSES, WordClasses

MAX_BARE_TOKENS = 3


class Source(NamedTuple):
    """The source of speech, tokens[first:last]: a `name`, a pronoun, or a description."""

    first: int
    last: int
    name: Name | None = None
    pronoun: str = ""

    @property
    def kind(self) -> str:
        """Return "name", "pronoun" or "description"."""
        return "name" if self.name else "pronoun" if self.pronoun else "description"


class NounPhrases(WordClasses):
    """The noun phrases of a sentence."""

    def phrase_ending(self, last: int) -> Source | None:
        """Return the noun phrase whose last token is `last`; a pronoun is one by itself."""
        low, language = self.low(last), self.language
        if low in language.grammar.conjunctions and low not in language.grammar.pronouns:
            return None
        doubtful = low in language.grammar.ambiguous_pronouns or last in self.name_at
        if low in language.grammar.pronouns and not doubtful:
            return Source(last, last + 1, pronoun=low)
        first = last
        while first > 0 and not self.is_phrase_boundary(first - 1, first):
            first -= 1
        received = self.low(first - 1) in language.grammar.infinitive_markers and first > 1
        if received and (sender := self._sender(self.clause_start(first), first)):
            return Source(sender.first, sender.last, sender)
        return self.source_from_phrase(first, last + 1)

    def phrase_end(self, first: int) -> int:
        """Return where the noun phrase that begins at `first` ends, its "of …", "in …" included."""
        language = self.language
        for number in range(first, len(self.tokens)):
            token, low = self.tokens[number], self.low(number)
            if number in self.name_at or low in language.grammar.possessive_endings or low == "&":
                continue
            if low in language.grammar.coordinators and number + 1 in self.name_at:
                continue
            if (
                self.is_pause(number)
                or low in language.grammar.relatives
                or low in language.grammar.conjunctions
            ):
                return number
            if low in language.grammar.auxiliaries or (
                number > first and token.low in language.grammar.adverbs
            ):
                return number
            if low in language.grammar.determiners and number - 1 in self.name_at:
                return number
            if number > first and self._is_verb_behind_noun(number):
                return number
        return len(self.tokens)

    def _is_verb_behind_noun(self, number: int) -> bool:
        """Return whether a verb follows a noun, told by its capital: `der Polizei gelang es`."""
        if not self.language.naming.capitalised_nouns or not self.tokens[number].text.islower():
            return False
        noun = self.tokens[number - 1].is_capitalised
        return noun and self.language.is_verb_form(self.low(number))

    def source_from_phrase(self, first: int, last: int) -> Source | None:
        """Return the source that tokens[first:last] name, adverbs and openings taken off."""
        grammar = self.language.grammar
        first = self.without_starters(first, last)
        if first >= last or last - first == 1 and self.low(first) in grammar.articles:
            return None  # a source has a head
        if self.low(first) in grammar.prepositions and first not in self.name_at:
            return self.source_after_opening(first, last)
        last = self._without_verb(first, last)
        if source := self._named_source(first, last):
            return source
        base = self.base_end(first, last)
        if base - first == 1 and self.low(first) in grammar.pronouns:
            return Source(first, base, pronoun=self.low(first))
        if self.low(first) not in grammar.determiners and self.is_verbal(base - 1):
            return None
        source = Source(first, last)
        if self.language.naming.capitalised_nouns and not self._has_capital(first, last):
            return None
        nameless = grammar.late_subjects and not grammar.articles
        return None if nameless and not self.has_person_noun(source) else source

    def _has_capital(self, first: int, last: int) -> bool:
        """Return whether tokens[first:last] hold a capital, as every noun has."""
        return any(not token.text.islower() for token in self.tokens[first:last])

    def _without_verb(self, first: int, last: int) -> int:
        """Return where the phrase ends before a verb with its object: `Lund hung a banner …`."""
        verbs = (n for n in range(first + 1, last) if self._takes_object(n))
        return last if self.language.grammar.late_subjects else next(verbs, last)

    def _named_source(self, first: int, last: int) -> Source | None:
        """Return the phrase as a name: that which it holds, ends with, or has for apposition."""
        if self.language.grammar.late_subjects and (name := self.named_within(first, last)):
            return Source(first, name.last, name)
        base = self.base_end(first, last)
        name, apposed = self.name_at.get(base - 1), self.apposed_name(last)
        abroad = self.language.grammar.late_subjects and apposed is not None
        if name and name.last == base and self._is_head(name, first) and not abroad:
            return Source(first, last, name)
        return Source(apposed.first, apposed.last, apposed) if apposed else None

    def _sender(self, first: int, last: int) -> Name | None:
        """Return who wrote the letter: `the email from Ida Lund to Tom Berg`."""
        language = self.language
        if not any(self.low(n) in language.speech.speech_nouns for n in range(first, last)):
            return None
        senders = (n for n in range(first, last) if self.low(n) in language.grammar.origins)
        near = (n for at in senders for n in range(at + 1, last) if n in self.name_at)
        number = next(near, None)
        return None if number is None else self.name_at[number]

    def named_within(self, first: int, last: int) -> Name | None:
        """Return the name that ends the phrase's title: `le ministre des Transports Jean Petit`.

        Not a name behind a preposition ("le porte-parole de Jean Petit"), and no organisation.
        """
        number = first
        while number < last:
            name = self.name_at.get(number)
            free = name and (name.first == first or not self.is_governed(name))
            if name and free and not name.organisation and self.is_credible(name):
                return name if name.last <= last else None
            number = name.last if name else number + 1
        return None

    def is_credible(self, name: Name) -> bool:
        """Return whether more than its capital tells that it names a person."""
        surname, surnames = name.parts[-1].lower(), self.vocabulary.surnames
        known = any(form in surnames for form in (surname, *nominatives(surname, self.language)))
        given = name.parts[0].lower() in self.language.naming.given_names
        return bool(name.is_full or known or given or name.title)

    def is_governed(self, name: Name) -> bool:
        """Return whether a preposition stands before the name, or a coordinator."""
        low, grammar = self.low(name.start - 1), self.language.grammar
        return low in grammar.prepositions or low in grammar.coordinators

    def _is_head(self, name: Name, first: int) -> bool:
        """Return whether the phrase from `first` on means the name: not "le maire de la Ville"."""
        if not self.language.grammar.late_subjects or name.organisation or first == name.first:
            return True
        return self.is_credible(name)

    def without_starters(self, first: int, last: int) -> int:
        """Return the first token from `first` on that is no adverb and no sentence starter."""
        language = self.language
        while first < last and first not in self.name_at:
            low = self.low(first)
            starter = self.is_skippable(first) or low in language.grammar.sentence_starters
            if low in language.grammar.determiners or not starter:
                break
            first += 1
        return first

    def apposed_name(self, last: int) -> Name | None:
        """Return the name that alone follows the pause at `last`: `the mayor, Ida Lund,`."""
        if last + 1 >= len(self.tokens) or self.tokens[last].text not in PAUSES:
            return None
        name = self.name_at.get(last + 1)
        return name if name and self.is_pause(name.last) else None

    def source_after_opening(self, first: int, last: int) -> Source | None:
        """Return the phrase after an opening that no comma closes: `On Friday Tusk said`."""
        if (name := self.name_at.get(last - 1)) and name.first > first:
            return Source(name.first, last, name)
        for number in range(last - 1, first, -1):
            if self.low(number) in self.language.grammar.determiners:
                return Source(number, last) if number > first + 1 else None
        if self.low(last - 1) in self.language.grammar.pronouns:
            return Source(last - 1, last, pronoun=self.low(last - 1))
        return (
            Source(first + 1, last)
            if self.low(last - 1) in self.language.naming.group_nouns
            else None
        )

    def base_end(self, first: int, last: int) -> int:
        """Return where the phrase without its "of …", "in …", "who …" ends."""
        language = self.language
        for number in range(first + 1, last):
            if number in self.name_at and self.name_at[number].first < number:
                continue
            low = self.low(number)
            if low in language.grammar.prepositions or low in language.grammar.relatives:
                return number
            if low in language.grammar.coordinators and number - 1 in self.name_at:
                return number
            if language.grammar.verb_second and low in language.grammar.articles:
                return number  # a genitive: der Vorsitzende der Bürgerliste
        return last

    def head_of(self, source: Source) -> str:
        """Return the head noun of a description, in lower case: "mayor" of "the mayor of Hull"."""
        language, end = self.language, self.base_end(source.first, source.last)
        if language.grammar.late_subjects:
            nouns = [self.low(n) for n in range(source.first, end)]
            if language.grammar.verb_second:
                nouns.reverse()  # die Vorsitzende Richterin; el juez presidente
            return next((low for low in nouns if low in language.naming.roles), self.low(end - 1))
        return self.low(end - 1)

    def has_person_noun(self, source: Source) -> bool:
        """Return whether a description has a role, a group or a body for its head."""
        naming, head = self.language.naming, self.head_of(source)
        return (
            head in naming.roles or head in naming.group_nouns or head in naming.organisation_words
        )

    def is_definite(self, source: Source) -> bool:
        """Return whether a description means somebody known: its article says so, or there is none.

        Polish and Ukrainian have no articles.
        """
        grammar = self.language.grammar
        if grammar.definite_articles:
            return self.low(source.first) in grammar.definite_articles
        return self.low(source.first) not in grammar.determiners

    def is_bare(self, source: Source) -> bool:
        """Return whether the description has a noun and no more: "el técnico", "der 41-Jährige".

        Then it stands for whoever is in view, where a language likes to vary its names so.
        """
        end = self.base_end(source.first, source.last)
        age = self.tokens[end + 1 : end + 2] and self.low(end + 1).isdigit()
        bare = end == source.last or bool(age)
        short = end - source.first <= MAX_BARE_TOKENS
        head, naming = self.head_of(source), self.language.naming
        told = head in naming.roles and bool(self.language.grammar.articles)
        goes_on = source.first == 0 and not self.opens_paragraph and bool(naming.roles.get(head))
        if not (told or goes_on or self._is_behind_verb(source.first)):
            return False  # "Wojewoda zapewnia" may be anybody, "zapewnia wojewoda" is known
        return self.language.grammar.late_subjects and bare and short

    def _is_behind_verb(self, first: int) -> bool:
        """Return whether a verb of saying stands before it, or before its adjective."""
        adjective = not self.language.grammar.articles and self.is_noun(first - 1)
        return self.is_speech_verb(first - 1 - adjective)

    def is_speech_verb(self, number: int) -> bool:
        return self.low(number) in self.language.speech.verbs

    def gender_of(self, source: Source) -> str:
        """Return the gender that the description's article tells, or ""."""
        return self.language.grammar.determiner_genders.get(self.low(source.first), "")

    def phrase_end_before_verb(self, first: int, last: int) -> int:
        """Return where the leading noun phrase of tokens[first:last] stops being one."""
        language = self.language
        while first < last and self.is_skippable(first):
            first += 1
        pronoun = self.low(first) in language.grammar.pronouns and first not in self.name_at
        if pronoun and not self.owns(first):
            return first + 1
        for number in range(first + 1, last):
            if self.ends_subject(number):
                return number
        return last

    def owns(self, number: int) -> bool:
        """Return whether a pronoun is a possessive before its noun: "her friend Ida Lund"."""
        if self.low(number) not in self.language.grammar.possessives:
            return False
        near = number + 1 in self.name_at or number + 2 in self.name_at and self.is_noun(number + 1)
        return near or self.low(number + 1) in self.language.naming.roles

    def is_noun(self, number: int) -> bool:
        """Return whether it is a word of its own in small letters, and no verb."""
        return self.is_open_class(number) and not (self.is_pause(number) or self.is_verbal(number))

    def ends_subject(self, number: int) -> bool:
        """Return whether a subject is over at this token: a verb, or what stands before one."""
        before = self.name_at.get(number - 1)
        if name := self.name_at.get(number):
            return name.first == number and before is not None
        low, language = self.low(number), self.language
        if low in language.grammar.possessive_endings:
            return self.is_verbal(number + 1)
        verb = language.speech.verbs.get(low)
        return (
            low in language.grammar.auxiliaries
            or low in language.grammar.relatives
            or low in language.grammar.adverbs
            or low in language.grammar.conjunctions
            or bool(verb and not verb.noun)
            or (before is not None and self.is_verbal(number))
            or self._takes_object(number)
            or (low.endswith(language.grammar.past_endings) and low not in language.naming.roles)
            or (low.endswith(language.grammar.ing_endings) and low not in language.naming.roles)
        )

    def _takes_object(self, number: int) -> bool:
        """Return whether an irregular verb stands here: "the campaign sent a letter"."""
        grammar = self.language.grammar
        noun = self.low(number - 1) not in grammar.determiners
        verb = noun and self.low(number) in grammar.irregular_verbs
        return verb and (grammar.late_subjects or self.opens_object(number + 1))

    def may_be_subject(self, first: int, last: int) -> bool:
        """Return whether it is a name, pronoun or determiner phrase, and no "In May"."""
        starters = self.language.grammar.sentence_starters
        while first < last and (self.is_skippable(first) or self.low(first) in starters):
            first += 1
        if first == last:
            return False
        if first in self.name_at:
            return self.name_at[first].last <= last
        if self._opens_other_phrase(first):
            return False
        if self.low(first) in self.language.grammar.pronouns:
            return True
        return not self._is_time_or_deed(first, last) and self._opens_subject(first, last)

    def _opens_other_phrase(self, first: int) -> bool:
        """Return whether a preposition, a conjunction or a verb opens the phrase."""
        low, language = self.low(first), self.language
        verb = language.speech.verbs.get(low)
        grammar = language.grammar
        small = low in grammar.prepositions or low in grammar.conjunctions
        return (
            small
            or low in grammar.oblique_determiners
            or bool(verb and verb.form in ("ing", "past", "participle"))
        )

    def _is_time_or_deed(self, first: int, last: int) -> bool:
        """Return whether it says when ("Last week") or is a participle ("Leaving the hall")."""
        grammar = self.language.grammar
        opening = (self.low(n) for n in range(first, min(last, first + 4)))
        timed = any(low in grammar.time_words for low in opening)
        return timed or self.low(first).endswith(grammar.ing_endings)

    def _opens_subject(self, first: int, last: int) -> bool:
        """Return whether a determiner, a role, a title or a telling capital opens the phrase."""
        low, language = self.low(first), self.language
        named = last - 1 in self.name_at
        several = first == 0 and last - first > 1  # one word may be any: "Nonetheless, …"
        capital = self.tokens[first].is_capitalised and (several or named)
        naming = language.naming
        person = low in naming.roles or low in naming.group_nouns
        known = person or low in language.grammar.determiners
        return known or capital or named and low in language.naming.titles

    def is_place(self, first: int, last: int, end: int) -> bool:
        """Return whether it is the second half of a place, no subject: `In Paris, Texas, …`."""
        name = self.name_at.get(first)
        lone = name and name.first == first and name.last == last < end and first > 1
        return bool(lone and self.low(first) in self.language.naming.place_words)
