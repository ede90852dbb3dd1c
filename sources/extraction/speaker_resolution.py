"""Resolve the words that name a source to a person: surnames, pronouns and descriptions.

This is coreference resolution by rules: names by `people`, pronouns by `salience`.
"""

from dataclasses import dataclass, replace

from .name_runs import Name
from .noun_phrases import Source
from .people import People, Person
from .salience import Reading, Salience
from .sentence import Sentence


@dataclass(frozen=True, slots=True)
class ResolvedSpeaker:
    """Who spoke: a person of the article, or the phrase that is all the article gives.

    `kind` is "person", "organisation" or "unnamed"; `rival`, who else may be meant; `only`, that
    nobody else fits; `repeated`, that the same person has just spoken.
    """

    name: str
    kind: str
    person: Person | None = None
    title: str = ""
    organisation: str = ""
    rival: str | None = None
    only: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody unnamed whom that sentence is about; `sure`, that a role says it is a person."""

    sentence: int
    who: ResolvedSpeaker
    gender: str
    sure: bool


def speaker_for(person: Person, reading: Reading | None = None) -> ResolvedSpeaker:
    """Return the person (or organisation) as a speaker; a `reading` tells how surely."""
    kind = "organisation" if person.organisation else "person"
    rival = reading.rival.name if reading and reading.rival else None
    only = bool(reading and reading.only)
    return ResolvedSpeaker(person.name, kind, person, person.title, person.affiliation, rival, only)


def coordinated_name(sentence: Sentence, number: int) -> Name | None:
    """Return the name that a comma or "and" at token `number` adds to the one before."""
    while (
        sentence.low(number) == ","
        or sentence.low(number) in sentence.language.grammar.coordinators
    ):
        number += 1
        if name := sentence.name_at.get(number):
            return name
    return None


class SpeakerResolver:
    """Resolves sources against the people mentioned so far."""

    def __init__(self, people: People) -> None:
        self.language = people.language
        self.salience = Salience(people)
        self.last: ResolvedSpeaker | None = None
        self.last_group: ResolvedSpeaker | None = None
        self.stranger: Stranger | None = None

    def remember_speaker(self, who: ResolvedSpeaker) -> None:
        """Remember who has just spoken."""
        self.last = who
        self.salience.last_speaker = who.person
        if who.kind != "person" and not self._is_place(who):
            self.last_group = who

    def remember_subject(self, who: ResolvedSpeaker, source: Source, sentence: Sentence) -> None:
        """Remember an unnamed person the sentence is about, for "he" and "she" in the next."""
        if who.kind != "unnamed" or source.pronoun:
            return
        head, naming = sentence.head_of(source), self.language.naming
        grammar = self.language.grammar
        person = head in naming.roles and head not in naming.office_nouns
        new = sentence.low(source.first) in grammar.indefinites
        body = head in naming.organisation_words or head in naming.office_nouns
        if person and (grammar.articles or new) or new and not body:
            gender = naming.roles.get(head, "") or sentence.gender_of(source)
            self.stranger = Stranger(self.salience.sentence, who, gender, sure=person)

    def _is_place(self, who: ResolvedSpeaker) -> bool:
        return bool(who.person and self.language.naming.place_words.issuperset(who.person.parts))

    def remember_sentence(self, sentence: Sentence, heard: list[ResolvedSpeaker]) -> None:
        """Remember a sentence's people once it is read."""
        people = [who.person for who in heard if who.kind == "person" and who.person]
        self.salience.remember_sentence(sentence, people)

    def resolve(self, source: Source, sentence: Sentence, text: str) -> ResolvedSpeaker | None:
        """Return who the source in that sentence of `text` is, or None where nobody fits."""
        if source.name:
            reading = self.salience.reading_of_name(source.name)
            if reading:
                return speaker_for(reading.person, reading)
            return ResolvedSpeaker(" ".join(source.name.parts), "person")
        if source.pronoun:
            return self._resolve_pronoun(source, sentence, text)
        return self._resolve_description(source, sentence, text)

    def co_speakers(self, source: Source, sentence: Sentence) -> tuple[str, ...]:
        """Return who speaks together with the source: the names joined to its own, in order."""
        found, number = [], source.name.last if source.name else source.last
        while number < source.last and (name := coordinated_name(sentence, number)):
            person = self.salience.person_for(name)
            found.append(person.name if person else " ".join(name.parts))
            number = name.last
        return tuple(found)

    def _resolve_pronoun(
        self, source: Source, sentence: Sentence, text: str
    ) -> ResolvedSpeaker | None:
        gender = self.language.gender_of(source.pronoun)
        if gender in ("p", "n"):
            return self._resolve_group(source, sentence, text)
        if gender not in ("m", "f", "r"):
            return None
        other = self._object_of_pronoun(source, sentence)
        stranger = self._stranger(gender, source, sentence)
        if stranger and stranger.sure:
            return stranger.who
        reading = self.salience.most_salient(sentence, source.first, gender.strip("r"), other)
        if reading is None:
            return None
        speaker = speaker_for(reading.person, reading)
        repeated = reading.clear and reading.person is self.salience.last_speaker
        rival = speaker.rival or (stranger.who.name if stranger else None)
        return replace(speaker, rival=rival, repeated=repeated)

    def _stranger(self, gender: str, source: Source, sentence: Sentence) -> Stranger | None:
        """Return the unnamed one whom the sentence before was about: "A guard came. He said".

        Only within a paragraph, and where nobody is named before the pronoun.
        """
        if self.stranger is None or sentence.opens_paragraph:
            return None
        if any(name.last <= source.first for name in sentence.names):
            return None
        fresh = self.salience.sentence - self.stranger.sentence <= 1
        known = self.stranger.gender
        if not fresh or "" not in (known, gender.strip("r")) and known != gender:
            return None
        self.stranger = replace(self.stranger, sentence=self.salience.sentence)
        return self.stranger

    def _object_of_pronoun(self, source: Source, sentence: Sentence) -> Person | None:
        """Return the object of the pronoun's verb, who is somebody else: `he accused Tusk`."""
        verb = source.last
        while sentence.is_skippable(verb):
            verb += 1
        name = sentence.name_at.get(verb + 1) if sentence.is_verbal(verb) else None
        return self.salience.person_for(name) if name else None

    def _resolve_group(
        self, source: Source, sentence: Sentence, text: str
    ) -> ResolvedSpeaker | None:
        """Return whom "it" or "they" means: subject, organisation named before, or last group."""
        subject = sentence.main_subject(source.first)
        first = [subject.name] if subject and subject.name else []
        if subject and subject.kind == "description" and subject.last <= source.first:
            return self._resolve_description(subject, sentence, text)
        for name in [*first, *reversed(sentence.names)]:
            person = self.salience.person_for(name) if name.last <= source.first else None
            if person and person.organisation:
                return speaker_for(person)
        return self.last_group

    def _resolve_description(
        self, source: Source, sentence: Sentence, text: str
    ) -> ResolvedSpeaker:
        tokens = sentence.tokens[source.first : source.last]
        head = sentence.head_of(source)
        definite = sentence.is_definite(source)
        naming = self.language.naming
        anybody = sentence.is_bare(source) and head not in naming.organisation_words
        if definite and (head in naming.roles or anybody and head not in naming.group_nouns):
            reading = self._person_with_role(head, source, sentence)
            if reading:
                return speaker_for(reading.person, reading)
        group = self._last_body() if head in naming.organisation_words else None
        if group and definite and group.kind != "unnamed":
            return group
        return ResolvedSpeaker(text[tokens[0].start : tokens[-1].end], "unnamed")

    def _last_body(self) -> ResolvedSpeaker | None:
        """Return which body spoke last: one known as such, or a lone word that may be one."""
        person = self.last.person if self.last else None
        lone = person and len(person.parts) == 1 and not (person.gender or person.certain)
        return self.last if lone else self.last_group

    def _person_with_role(self, head: str, source: Source, sentence: Sentence) -> Reading | None:
        """Return who is known by that role, and by most words of the description, or None."""
        words = {self._expanded_title(sentence.low(n)) for n in range(source.first, source.last)}
        gender = self.language.naming.roles.get(head, "")
        fitting: dict[Person, int] = {}
        for mention in self.salience.recent:
            known = {self._expanded_title(word) for word in mention.person.words}
            if head in known:
                fitting[mention.person] = len(words & known)
        most = max(fitting.values(), default=0)
        if fitting:
            return self.salience.most_salient(
                sentence, source.first, gender, fits=lambda person: fitting.get(person) == most
            )
        holders = self.salience.people.by_role.get(head, [])
        if len(holders) == 1:
            return Reading(holders[0])
        if head in self.language.naming.functions:
            return None
        if head in self.language.naming.office_nouns or sentence.is_bare(source):
            gender = gender or sentence.gender_of(source)
            return self.salience.most_salient(sentence, source.first, gender)
        return None

    def _expanded_title(self, word: str) -> str:
        """Return a title in full: "senator" for "sen."."""
        bare = word.strip(".")
        return self.language.naming.title_abbreviations.get(bare, bare)
