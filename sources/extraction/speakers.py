"""From the words that name a source to the person: surnames, pronouns and roles traced back."""

from dataclasses import dataclass

from .names import Name
from .people import People, Person
from .phrases import Source
from .reading import Reading
from .view import View


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke: a person of the article, or the phrase that is all the article gives."""

    name: str
    kind: str
    person: Person | None = None
    title: str = ""
    organisation: str = ""


def speaker(person: Person) -> Speaker:
    kind = "organisation" if person.organisation else "person"
    return Speaker(person.name, kind, person, person.title, person.affiliation)


def joined(reading: Reading, number: int) -> Name | None:
    """The name that a comma or "and" at token `number` adds to the one before."""
    while reading.low(number) == "," or reading.low(number) in reading.language.joins:
        number += 1
        if name := reading.inside.get(number):
            return name
    return None


class Speakers:
    """Resolves sources against the people in view."""

    def __init__(self, people: People):
        self.language = people.language
        self.view = View(people)
        self.last: Speaker | None = None
        self.last_group: Speaker | None = None

    def heard(self, who: Speaker) -> None:
        """Remember who has just spoken."""
        self.last = who
        self.view.last = who.person
        if who.kind != "person" and not self._is_place(who):
            self.last_group = who

    def _is_place(self, who: Speaker) -> bool:
        return bool(who.person and self.language.places.issuperset(who.person.parts))

    def note(self, reading: Reading, heard: list[Speaker]) -> None:
        """Remember a sentence's people once it is read."""
        self.view.note(
            reading, [who.person for who in heard if who.kind == "person" and who.person]
        )

    def resolve(self, source: Source, reading: Reading, text: str) -> Speaker | None:
        """Who the source is, or None where nobody in view answers to it."""
        if source.name:
            person = self.view.named(source.name)
            return speaker(person) if person else Speaker(" ".join(source.name.parts), "person")
        if source.pronoun:
            return self._by_pronoun(source, reading, text)
        return self._by_description(source, reading, text)

    def others(self, source: Source, reading: Reading) -> tuple[str, ...]:
        """Who speaks together with the source: the names joined to its own in its phrase."""
        found, number = [], source.name.last if source.name else source.last
        while number < source.last and (name := joined(reading, number)):
            person = self.view.named(name)
            found.append(person.name if person else " ".join(name.parts))
            number = name.last
        return tuple(found)

    def _by_pronoun(self, source: Source, reading: Reading, text: str) -> Speaker | None:
        language = self.language
        gender = language.pronouns.get(source.pronoun) or language.possessives[source.pronoun]
        if gender in ("p", "n"):
            return self._group(source, reading, text)
        if gender not in ("m", "f", "r"):
            return None
        other = self._acted_on(source, reading)
        person = self.view.foremost(reading, source.first, gender.strip("r"), other)
        return speaker(person) if person else None

    def _acted_on(self, source: Source, reading: Reading) -> Person | None:
        """`he accused Tusk`: whoever stands right behind the pronoun's verb is somebody else."""
        verb = source.last
        while reading.skips(verb):
            verb += 1
        name = reading.inside.get(verb + 1) if reading.is_verbal(verb) else None
        return self.view.named(name) if name else None

    def _group(self, source: Source, reading: Reading, text: str) -> Speaker | None:
        """Whom "it" or "they" means: the subject, an organisation named before, the last group."""
        subject = reading.main_subject(source.first)
        first = [subject.name] if subject and subject.name else []
        if subject and subject.kind == "description" and subject.last <= source.first:
            return self._by_description(subject, reading, text)
        for name in [*first, *reversed(reading.names)]:
            person = self.view.named(name) if name.last <= source.first else None
            if person and person.organisation:
                return speaker(person)
        return self.last_group

    def _by_description(self, source: Source, reading: Reading, text: str) -> Speaker:
        tokens = reading.tokens[source.first : source.last]
        head = reading.low(reading.base_end(source.first, source.last) - 1)
        definite = tokens[0].low in self.language.definite
        if head in self.language.roles and definite:
            person = self._with_role(head, source, reading)
            if person:
                return speaker(person)
        of_a_body = head in self.language.organisations and self.last_group
        if of_a_body and definite and self.last_group.kind == "organisation":
            return self.last_group
        return Speaker(text[tokens[0].start : tokens[-1].end], "unnamed")

    def _with_role(self, head: str, source: Source, reading: Reading) -> Person | None:
        """The person in view who is known by that role, and by most words of the description."""
        words = {self._long(reading.low(n)) for n in range(source.first, source.last)}
        gender, fitting = self.language.roles[head], {}
        for mention in self.view.recent:
            known = {self._long(word) for word in mention.person.words}
            if head in known:
                fitting[mention.person] = len(words & known)
        most = max(fitting.values(), default=0)
        if fitting:
            return self.view.foremost(
                reading, source.first, gender, fits=lambda person: fitting.get(person) == most
            )
        holders = self.view.people.by_role.get(head, [])
        if len(holders) == 1:
            return holders[0]
        known_office = head in self.language.offices
        return self.view.foremost(reading, source.first, gender) if known_office else None

    def _long(self, word: str) -> str:
        """A title in full: "sen." is "senator"."""
        bare = word.strip(".")
        return self.language.short.get(bare, bare)
