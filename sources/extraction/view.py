"""Who is in view: the people mentioned lately, and how prominently.

A reader who meets "he" takes the subject of the sentence, the one who has just spoken, or the
subject of the sentence before, in this order; somebody only possessed ("Tusk's foes") or put in
front of a noun ("the Tusk campaign") hardly comes to mind. The weights say that in numbers; each
sentence that goes by costs one point.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from .names import Name
from .people import People, Person
from .reading import Reading

MEMORY = 40
OUT_OF_VIEW = -5.0
SPOKE_FIRST, SPOKE = 3.0, 2.0
ASKED, SUBJECT, INTRODUCED, OBJECT, OWNER = 3.5, 2.5, 3.0, 0.0, -1.0
APPOSITION = 5  # words within which a role follows the name of somebody introduced
SAME_SENTENCE, ITS_SUBJECT = 2.5, 1.5
LAST_SPEAKER, PROTAGONIST = 0.25, 0.25
GENDER_KNOWN, CERTAIN = 0.5, 0.5
# a surname alone is the one whom the article names KIN times as often as any namesake
KIN, FAMOUS = 3, 4.0
# and, once it has stood for somebody, it goes on to: a relative beside him is named in full
HELD = 3.0


@dataclass(slots=True)
class Mention:
    sentence: int
    person: Person
    weight: float


class View:
    """The mentions of the last sentences, newest last."""

    def __init__(self, people: People):
        self.people = people
        self.language = people.language
        self.recent: deque[Mention] = deque(maxlen=MEMORY)
        self.sentence = 0
        self.last: Person | None = None
        self.holders: dict[str, Person] = {}

    def next_sentence(self) -> None:
        self.sentence += 1

    def note(self, reading: Reading, heard: list[Person]) -> None:
        """Remember the sentence's people; those who spoke in it, or were its subject, more."""
        for name in reading.names:
            person = self.named(name)
            if person and not name.full:
                self.holders[name.parts[-1]] = person
            if person and not person.organisation:
                self.recent.append(Mention(self.sentence, person, self.weight(reading, name)))
        for number, person in enumerate(heard):
            weight = SPOKE if number else SPOKE_FIRST
            self.recent.append(Mention(self.sentence, person, weight))

    def weight(self, reading: Reading, name: Name) -> float:
        """How much a name's place in its sentence puts the person in view."""
        language, after = self.language, name.last
        if reading.low(name.first - 1) in language.asking:
            return ASKED
        if reading.low(after) in language.owners:
            return SUBJECT if reading.low(after + 1) in language.auxiliaries else OWNER
        while reading.low(after) in language.adverbs:
            after += 1
        if reading.is_verbal(after):
            return SUBJECT
        if name.full and self._introduced(reading, name):
            return INTRODUCED
        low = reading.low(after)
        small = low in language.prepositions or low in language.conjunctions
        return OWNER if low.isalpha() and not small else OBJECT

    def _introduced(self, reading: Reading, name: Name) -> bool:
        """`… is what worries Ida Lund, president of the guild`: whoever is introduced may speak."""
        if reading.low(name.last) != ",":
            return False
        ahead = (reading.low(n) for n in range(name.last + 1, name.last + 1 + APPOSITION))
        return any(low in self.language.roles for low in ahead)

    def named(self, name: Name) -> Person | None:
        """The person a name stands for; of two who share it, the one in view."""
        candidates = self.people.candidates(name)
        if len(candidates) < 2 or name.full:
            return candidates[0] if candidates else None
        scores = {candidates[0]: OUT_OF_VIEW}
        for mention in self.recent:
            if mention.person in candidates:
                scores[mention.person] = max(self.faded(mention), scores.get(mention.person, -99))
        if candidates[0].count >= KIN * candidates[1].count:
            scores[candidates[0]] += FAMOUS
        holder = self.holders.get(name.parts[-1])
        if holder in candidates:
            scores[holder] = scores.get(holder, OUT_OF_VIEW) + HELD
        return max(scores, key=scores.get)

    def faded(self, mention: Mention) -> float:
        return mention.weight + mention.sentence - self.sentence

    def foremost(
        self,
        reading: Reading,
        before: int,
        gender: str = "",
        other: Person | None = None,
        fits: Callable[[Person], bool] | None = None,
    ) -> Person | None:
        """The person of that gender, and not `other`, most in view at token `before`."""
        if fits is None and (earlier := self.same_pronoun(reading, before, gender)) is not None:
            before = earlier
        scores = self.scores(reading, before)
        best = {
            person: score + GENDER_KNOWN * (person.gender == gender) + CERTAIN * person.certain
            for person, score in scores.items()
            if (not gender or person.gender in ("", gender))
            and person is not other
            and (fits is None or fits(person))
            and (person.certain or person.gender)
        }
        return max(best, key=best.get, default=None)

    def same_pronoun(self, reading: Reading, before: int, gender: str) -> int | None:
        """Where the sentence's own subject is that pronoun already: "he said he …"."""
        subject = reading.main_subject(before)
        if subject is None or subject.last > before or not subject.pronoun:
            return None
        same = self.language.pronouns.get(subject.pronoun) == gender
        return subject.first if same else None

    def scores(self, reading: Reading, before: int) -> dict[Person, float]:
        scores: dict[Person, float] = {}
        for mention in self.recent:
            scores[mention.person] = max(self.faded(mention), scores.get(mention.person, -99))
        subject = reading.main_subject(before)
        for name in reading.names:
            if name.last <= before and (person := self.named(name)) and not person.organisation:
                score = SAME_SENTENCE + min(0, self.weight(reading, name)) / 2
                score += ITS_SUBJECT * bool(subject and subject.name is name)
                scores[person] = max(score, scores.get(person, -99))
        if self.people.protagonist in scores:
            scores[self.people.protagonist] += PROTAGONIST
        if self.last:
            scores[self.last] = scores.get(self.last, OUT_OF_VIEW) + LAST_SPEAKER
        return scores
