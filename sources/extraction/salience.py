"""Rank the people mentioned lately by salience, to resolve pronouns and shared surnames.

A reader who meets "he" takes the subject of the sentence, the one who has just spoken, or the
subject of the sentence before, in this order; somebody only possessed ("Tusk's foes") or put in
front of a noun ("the Tusk campaign") hardly comes to mind. The weights say that in numbers; each
sentence that goes by costs one point.
"""

from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from .name_runs import Name
from .people import People, Person
from .sentence import Sentence

MAX_MENTIONS = 40
NEAR = 0.75  # points between two readings, below which either may be right
FAR = 1.5  # points, from which the other reading is out of the question
FORGOTTEN = -5.0  # of who is not among the last mentions
NEVER_MENTIONED = -99.0
SPOKE_FIRST_WEIGHT = 3.0
SPOKE_WEIGHT = 2.0
ASKED_WEIGHT = 3.5  # whoever is asked answers
SUBJECT_WEIGHT = 2.5
INTRODUCED_WEIGHT = 3.0
OBJECT_WEIGHT = 0.0
TOPIC_PENALTY = -2.0  # behind a preposition: `Sobre Ana Ruiz dijo que …` is not she
POSSESSOR_WEIGHT = -1.0
MAX_APPOSITION_TOKENS = 5  # words within which a role follows the name of somebody introduced
SAME_SENTENCE_WEIGHT = 2.5
SENTENCE_SUBJECT_BONUS = 1.5
LAST_SPEAKER_BONUS = 0.25
PROTAGONIST_BONUS = 0.25
KNOWN_GENDER_BONUS = 0.5
CERTAIN_PERSON_BONUS = 0.5
# A surname alone means whom the article names DOMINANCE_RATIO times as often as any namesake;
DOMINANCE_RATIO = 3
DOMINANCE_BONUS = 4.0
# and, once it has meant somebody, it goes on to: a relative beside him is named in full.
REPEATED_SURNAME_BONUS = 3.0


@dataclass(slots=True)
class Mention:
    """A person mentioned in the sentence of that number, with the weight of the place."""

    sentence: int
    person: Person
    weight: float


@dataclass(frozen=True, slots=True)
class Reading:
    """Whom a word means: a person, perhaps a `rival` hardly less salient; `only`: nobody else.

    `clear`, whether the next one comes far behind.
    """

    person: Person
    rival: Person | None = None
    only: bool = False
    clear: bool = False


def best_reading(scores: dict[Person, float]) -> Reading | None:
    """Return the person of the highest score, and the next one where it is near; None for none."""
    ranked = sorted(scores, key=scores.__getitem__, reverse=True)
    if not ranked:
        return None
    only = len(ranked) == 1
    lead = FAR if only else scores[ranked[0]] - scores[ranked[1]]
    rival = None if only or lead >= NEAR else ranked[1]
    return Reading(ranked[0], rival, only=only, clear=lead >= FAR)


class Salience:
    """The last MAX_MENTIONS mentions, newest last, and who spoke last."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.language = people.language
        self.recent: deque[Mention] = deque(maxlen=MAX_MENTIONS)
        self.sentence = 0
        self.last_speaker: Person | None = None
        self.last_meant: dict[str, Person] = {}

    def next_sentence(self) -> None:
        self.sentence += 1

    def remember_sentence(self, sentence: Sentence, heard: list[Person]) -> None:
        """Add the sentence's people; `heard`, who spoke in it, weigh more."""
        for name in sentence.names:
            person = self.person_for(name)
            if person and not name.is_full:
                self.last_meant[name.parts[-1]] = person
            if person and not person.organisation:
                self.recent.append(Mention(self.sentence, person, self.weight(sentence, name)))
        for number, person in enumerate(heard):
            weight = SPOKE_WEIGHT if number else SPOKE_FIRST_WEIGHT
            self.recent.append(Mention(self.sentence, person, weight))

    def weight(self, sentence: Sentence, name: Name) -> float:
        """Return how salient a name's place in its sentence makes the person."""
        language, after = self.language, name.last
        if sentence.low(name.first - 1) in language.speech.asking_verbs:
            return ASKED_WEIGHT
        if sentence.low(after) in language.grammar.possessive_endings:
            return (
                SUBJECT_WEIGHT
                if sentence.low(after + 1) in language.grammar.auxiliaries
                else POSSESSOR_WEIGHT
            )
        while sentence.low(after) in language.grammar.adverbs:
            after += 1
        if sentence.is_verbal(after) or self._is_apposed_subject(sentence, name):
            return SUBJECT_WEIGHT
        if name.is_full and self._is_introduced(sentence, name):
            return INTRODUCED_WEIGHT
        low = sentence.low(after)
        if language.grammar.verb_second and self._is_behind_verb(sentence, name):
            return SUBJECT_WEIGHT
        small = not sentence.is_open_class(after)
        return POSSESSOR_WEIGHT if low.isalpha() and not small else OBJECT_WEIGHT

    def _is_behind_verb(self, sentence: Sentence, name: Name) -> bool:
        """Return whether the name is the subject behind its verb: `Auch ergriff Ida Lund …`."""
        subject = sentence.inverted_subject(name.first)
        return bool(subject and subject.name is name)

    def _is_apposed_subject(self, sentence: Sentence, name: Name) -> bool:
        """Return whether it stands between commas before the verb: `His wife, Ida Lund, left`."""
        between = sentence.low(name.first - 1) == "," == sentence.low(name.last)
        return between and sentence.is_verbal(name.last + 1)

    def _is_introduced(self, sentence: Sentence, name: Name) -> bool:
        """Return whether a role follows: `Ida Lund, president of the guild`. She may speak next."""
        if sentence.low(name.last) != ",":
            return False
        first = name.last + 1
        apposition = range(first, first + MAX_APPOSITION_TOKENS)
        return any(sentence.low(n) in self.language.naming.roles for n in apposition)

    def person_for(self, name: Name) -> Person | None:
        """Return the person a name stands for; of several who share it, the most salient."""
        reading = self.reading_of_name(name)
        return reading.person if reading else None

    def reading_of_name(self, name: Name) -> Reading | None:
        """Return whom a name stands for, and who else may be meant by it."""
        candidates = self.people.candidates(name)
        if len(candidates) < 2 or name.is_full:
            return Reading(candidates[0], only=True) if candidates else None
        scores = {candidates[0]: FORGOTTEN}
        for mention in self.recent:
            if mention.person in candidates:
                scores[mention.person] = max(
                    self.decayed_weight(mention), scores.get(mention.person, NEVER_MENTIONED)
                )
        if candidates[0].count >= DOMINANCE_RATIO * candidates[1].count:
            scores[candidates[0]] += DOMINANCE_BONUS
        for person in scores:
            scores[person] += KNOWN_GENDER_BONUS * bool(name.gender == person.gender != "")
        holder = self.last_meant.get(name.parts[-1])
        if holder in candidates:
            scores[holder] = scores.get(holder, FORGOTTEN) + REPEATED_SURNAME_BONUS
        reading = best_reading(scores)
        second = next(person for person in candidates if reading and person is not reading.person)
        return replace(reading, rival=reading.rival or second, only=False) if reading else None

    def decayed_weight(self, mention: Mention) -> float:
        """Return the mention's weight, less one point for each sentence since."""
        return mention.weight + mention.sentence - self.sentence

    def most_salient(
        self,
        sentence: Sentence,
        before: int,
        gender: str = "",
        other: Person | None = None,
        fits: Callable[[Person], bool] | None = None,
    ) -> Reading | None:
        """Return the most salient person at token `before` of the sentence, or None.

        Of that gender ("m", "f", or "" for any), not `other`, and one who `fits`.
        """
        if (
            fits is None
            and (earlier := self.same_pronoun_subject(sentence, before, gender)) is not None
        ):
            before = earlier
        scores = {
            person: score
            + KNOWN_GENDER_BONUS * (person.gender == gender)
            + CERTAIN_PERSON_BONUS * person.is_established
            for person, score in self.scores(sentence, before).items()
            if (not gender or person.gender in ("", gender))
            and person is not other
            and (fits is None or fits(person))
        }
        sure = {p: s for p, s in scores.items() if p.is_established or p.gender or p.acts}
        reading = best_reading(sure)
        if reading is None:
            return None
        doubtful = {p for p in scores.keys() - sure.keys() if len(p.parts) > 1}
        if not self._is_newest(reading.person, doubtful):
            reading = replace(reading, only=False, clear=False)
        newest = self._is_newest(reading.person, sure)
        return reading if newest else replace(reading, clear=False)

    def _is_newest(self, person: Person, others: Collection[Person]) -> bool:
        """Return whether none of the others has been mentioned since the person was."""
        own = max((m.sentence for m in self.recent if m.person is person), default=self.sentence)
        since = (m for m in self.recent if m.sentence > own)
        return not any(mention.person in others for mention in since)

    def same_pronoun_subject(self, sentence: Sentence, before: int, gender: str) -> int | None:
        """Return where the sentence's own subject is that pronoun already: "he said he …"."""
        subject = sentence.main_subject(before)
        if subject is None or subject.last > before or not subject.pronoun:
            return None
        same = self.language.gender_of(subject.pronoun) == gender
        return subject.first if same else None

    def scores(self, sentence: Sentence, before: int) -> dict[Person, float]:
        """Return the salience of everybody mentioned lately, and before token `before`."""
        scores: dict[Person, float] = {}
        for mention in self.recent:
            scores[mention.person] = max(
                self.decayed_weight(mention), scores.get(mention.person, NEVER_MENTIONED)
            )
        subject = sentence.main_subject(before)
        for name in sentence.names:
            if (
                name.last <= before
                and (person := self.person_for(name))
                and not person.organisation
            ):
                score = SAME_SENTENCE_WEIGHT + min(0, self.weight(sentence, name)) / 2
                if self.language.grammar.late_subjects and sentence.is_governed(name):
                    score += TOPIC_PENALTY
                score += SENTENCE_SUBJECT_BONUS * bool(subject and subject.name is name)
                scores[person] = max(score, scores.get(person, NEVER_MENTIONED))
        if self.people.protagonist in scores:
            scores[self.people.protagonist] += PROTAGONIST_BONUS
        if self.last_speaker:
            scores[self.last_speaker] = (
                scores.get(self.last_speaker, FORGOTTEN) + LAST_SPEAKER_BONUS
            )
        return scores
