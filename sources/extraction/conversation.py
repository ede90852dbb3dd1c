"""Goes through the article sentence by sentence and gives every stretch its speaker.

What one sentence cannot tell comes from the ones before: who spoke last, whom the narrative has
just made its subject, and whether a quotation without attribution goes on from another.
"""

from bisect import bisect_left
from collections.abc import Iterator

from . import confidence
from .attribution import Attribution, attributions
from .kinds import comes_first, distancing, kind, no_quotation, stands_alone
from .occasions import occasion
from .quotation import Quotation
from .reading import Reading
from .reports import Report, announced, report
from .speakers import Speaker, Speakers

CERTAIN = frozenset(["signature", "after", "before"])


class Conversation:
    """The state of reading: who spoke last, whom the last sentence was about, which utterance."""

    def __init__(self, text: str, speakers: Speakers, nested, indirect: bool = False):
        self.text = text
        self.nested: list[tuple[int, int]] = nested
        self.speakers = speakers
        self.indirect = indirect
        self.utterance = 0
        self.said: Quotation | None = None
        self.subject: Speaker | None = None
        self.cue: tuple[int, int] | None = None

    def quotations(self, reading: Reading) -> Iterator[Quotation]:
        """The sentence's stretches as quotations; afterwards remembers what the sentence said."""
        self.speakers.view.next_sentence()
        heard, said = [], False
        found = attributions(reading, self.text)
        for attribution in found:
            quotation, speaker = self._quotation(reading, attribution)
            if speaker:
                heard.append(speaker)
                self.speakers.heard(speaker)
            said = said or not quotation.reason
            yield quotation
        self.subject = None
        if not said:
            reported = report(reading)
            speaker = self._speaker_of(reported, reading)
            if self.indirect and speaker and not found and reported.last:
                yield self._indirect(reading, reported, speaker)
            self._listen(reading, heard, speaker)
        self.speakers.note(reading, heard)

    def _quotation(self, reading, found: Attribution) -> tuple[Quotation, Speaker | None]:
        reason = no_quotation(reading, self.text, found)
        rule, speaker = (found.rule, None) if reason else self._speaker(reading, found)
        if rule == "subject" and not reason and (speaker is None or speaker.kind != "person"):
            reason, speaker = distancing(reading, self.text, found), None
        if not reason:
            self._count(reading, found, rule)
        stretch = reading.tokens[found.at].stretch
        quotation = Quotation(
            start=stretch.start,
            end=stretch.end,
            text=self.text[stretch.start : stretch.end],
            kind="none" if reason else kind(reading, self.text, found),
            speaker=speaker.name if speaker else None,
            speaker_kind=speaker.kind if speaker else None,
            title=speaker.title if speaker else "",
            organisation=speaker.organisation if speaker else "",
            cue=self._cue(reading, found),
            occasion="" if reason else self._occasion(reading, rule),
            utterance=self.utterance,
            confidence=self._confidence(rule, found, speaker, reason),
            rule=rule,
            reason=reason,
            others=self._others(reading, found, rule) if speaker else (),
            inner=self._inner(stretch),
        )
        if not reason:
            self.said = quotation
        return quotation, speaker

    def _speaker(self, reading, found: Attribution) -> tuple[str, Speaker | None]:
        """The rule that decides, and the speaker it gives."""
        if found.source:
            speaker = self.speakers.resolve(found.source, reading, self.text)
            if speaker is None and (subject := reading.main_subject(found.at)):
                speaker = self.speakers.resolve(subject, reading, self.text)
            if speaker and speaker.person and found.rule in CERTAIN:
                speaker.person.certain = not speaker.person.organisation
            return found.rule, speaker
        goes_on = comes_first(reading, found.at) and not reading.sentence.first
        if not (stands_alone(reading) or goes_on):
            return found.rule, None
        if self.subject and not reading.sentence.first:
            return "introduced", self.subject
        return "carried", self.speakers.last

    def _confidence(self, rule, found, speaker, reason) -> float:
        if reason:
            return confidence.no_quotation(reason)
        if rule == "carried" and self.said and speaker:
            return confidence.carried(self.said.confidence)
        return confidence.confidence(rule, found, speaker, found.words)

    def _count(self, reading, found, rule) -> None:
        """A new utterance begins unless the words go on from the ones before."""
        cue = found.cue and (reading.tokens[found.cue[0]].start,)
        stretch = reading.tokens[found.at].stretch
        if not (rule == "carried" or stretch.continues or (cue and cue == self.cue)):
            self.utterance += 1
        self.cue = cue if rule != "carried" else self.cue

    def _cue(self, reading, found) -> tuple[int, int] | None:
        """Offsets of the attribution phrase: the cue, with its source where they stand together."""
        if not found.cue:
            return None
        first, last = found.cue
        source = found.source
        if source and source.last <= first <= source.last + 2:
            first = source.first
        elif source and last <= source.first <= last + 1:
            last = source.last
        return reading.tokens[first].start, reading.tokens[last - 1].end

    def _others(self, reading, found, rule) -> tuple[str, ...]:
        if found.source:
            return self.speakers.others(found.source, reading)
        return self.said.others if rule == "carried" and self.said else ()

    def _inner(self, stretch) -> tuple[tuple[int, int], ...]:
        first = bisect_left(self.nested, (stretch.start,))
        return tuple(self.nested[first : bisect_left(self.nested, (stretch.end,), first)])

    def _occasion(self, reading, rule) -> str:
        if rule == "carried":
            return self.said.occasion if self.said else ""
        return occasion(reading, self.text)

    def _speaker_of(self, reported: Report | None, reading) -> Speaker | None:
        return self.speakers.resolve(reported.source, reading, self.text) if reported else None

    def _indirect(self, reading, reported: Report, speaker: Speaker) -> Quotation:
        tokens = reading.tokens[reported.first : reported.last]
        start, end = tokens[0].start, tokens[-1].end
        cue = reading.tokens[reported.cue.first].start, reading.tokens[reported.cue.last - 1].end
        self.utterance += 1
        return Quotation(
            start=start,
            end=end,
            text=self.text[start:end],
            kind="indirect",
            speaker=speaker.name,
            speaker_kind=speaker.kind,
            title=speaker.title,
            organisation=speaker.organisation,
            cue=cue,
            occasion=occasion(reading, self.text),
            utterance=self.utterance,
            confidence=confidence.reported(reported.source),
            rule="reported",
            reason="",
        )

    def _listen(self, reading, heard: list[Speaker], reported: Speaker | None) -> None:
        """A sentence without quotations: who is reported in it, and whom it is about."""
        if reported and reported.kind != "unnamed":
            heard.append(reported)
            self.speakers.heard(reported)
            if reported.kind == "person" and reported.person and len(reported.person.parts) > 1:
                reported.person.certain = True
        announcer = None if reported else announced(reading)
        source = announcer or reading.main_subject(len(reading.tokens))
        subject = self.speakers.resolve(source, reading, self.text) if source else None
        if subject and subject.kind != "unnamed":
            heard.append(subject)
            self.subject = subject if subject.kind == "person" else None
            if announcer:
                self.speakers.heard(subject)
