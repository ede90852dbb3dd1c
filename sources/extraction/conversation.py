"""Go through the article sentence by sentence and give every stretch its speaker.

What one sentence cannot tell comes from the ones before: who spoke last, whom the narrative has
just made its subject, and whether a quotation without attribution goes on from another.
"""

from bisect import bisect_left
from collections.abc import Iterator
from operator import itemgetter

from . import confidence
from .attribution import Attribution, attribute_stretches
from .classification import (
    is_quotation_alone,
    is_sentence_initial,
    non_quotation_reason,
    quotation_kind,
    scare_quote_reason,
)
from .noun_phrases import Source
from .occasion import find_occasion
from .people import Person
from .quotation import Quotation
from .reported_speech import (
    ReportedSpeech,
    announced_source,
    find_reported_speech,
    pointing_source,
)
from .sentence import Sentence
from .speaker_resolution import ResolvedSpeaker, SpeakerResolver
from .stretches import Stretch

RULES_WITH_CERTAIN_NAMES = frozenset(["signature", "after", "before"])


class Conversation:
    """The state of one pass over the article `text`: what earlier sentences tell later ones.

    `nested` are the (start, end) of stretches within stretches, in text order; with `indirect`,
    reported speech is returned too. Sentences must come in text order.
    """

    def __init__(
        self,
        text: str,
        speakers: SpeakerResolver,
        nested: list[tuple[int, int]],
        indirect: bool = False,
    ) -> None:
        self.text = text
        self.nested = nested
        self.speakers = speakers
        self.indirect = indirect
        self.utterance = 0
        self.last_quotation: Quotation | None = None
        self.narrative_subject: ResolvedSpeaker | None = None
        self.last_cue_start: int | None = None
        self.occasion_of: tuple[Sentence | None, str] = (None, "")
        self.following: Sentence | None = None

    def quotations(
        self, sentence: Sentence, following: Sentence | None = None
    ) -> Iterator[Quotation]:
        """Yield the sentence's stretches as quotations; then remember what the sentence said."""
        self.following = following
        self.speakers.salience.next_sentence()
        heard: list[ResolvedSpeaker] = []
        is_quoted = False
        attributions = attribute_stretches(sentence, self.text)
        for attribution in attributions:
            if attribution.rule == "listed":
                yield self._listed(attribution.stretch)
                continue
            quotation, speaker = self._quotation(sentence, attribution)
            if speaker:
                heard.append(speaker)
                self.speakers.remember_speaker(speaker)
            is_quoted = is_quoted or not quotation.reason
            yield quotation
        self.narrative_subject = None
        if not is_quoted:
            reported = find_reported_speech(sentence)
            speaker = self._reported_speaker(reported, sentence)
            if self.indirect and reported and reported.last and speaker and not attributions:
                yield self._indirect(sentence, reported, speaker)
            self._remember_unquoted(sentence, heard, speaker)
        self.speakers.remember_sentence(sentence, heard)

    def _quotation(
        self, sentence: Sentence, attribution: Attribution
    ) -> tuple[Quotation, ResolvedSpeaker | None]:
        reason = non_quotation_reason(sentence, self.text, attribution)
        rule, speaker = (attribution.rule, None) if reason else self._speaker(sentence, attribution)
        if rule == "subject" and not reason and (speaker is None or speaker.kind != "person"):
            reason, speaker = scare_quote_reason(attribution), None
        if not reason:
            self._advance_utterance(sentence, attribution, rule)
        stretch = attribution.stretch
        quotation = Quotation(
            start=stretch.start,
            end=stretch.end,
            text=self.text[stretch.start : stretch.end],
            kind="none" if reason else quotation_kind(sentence, self.text, attribution),
            speaker=speaker.name if speaker else None,
            speaker_kind=speaker.kind if speaker else None,
            title=speaker.title if speaker else "",
            organisation=speaker.organisation if speaker else "",
            cue=self._cue_offsets(sentence, attribution),
            occasion="" if reason else self._occasion(sentence, rule),
            utterance=self.utterance,
            confidence=self._confidence(sentence, rule, attribution, speaker, reason),
            rule=rule,
            reason=reason,
            alternative=speaker.rival if speaker else None,
            others=self._co_speakers(sentence, attribution, rule) if speaker else (),
            inner=self._nested_spans(stretch),
        )
        if not reason:
            self.last_quotation = quotation
        return quotation, speaker

    def _listed(self, stretch: Stretch) -> Quotation:
        """Return a stretch of a list, which is no quotation."""
        return Quotation(
            start=stretch.start,
            end=stretch.end,
            text=self.text[stretch.start : stretch.end],
            kind="none",
            speaker=None,
            speaker_kind=None,
            title="",
            organisation="",
            cue=None,
            occasion="",
            utterance=self.utterance,
            confidence=confidence.non_quotation_confidence("list"),
            rule="listed",
            reason="list",
            inner=self._nested_spans(stretch),
        )

    def _speaker(
        self, sentence: Sentence, attribution: Attribution
    ) -> tuple[str, ResolvedSpeaker | None]:
        """Return the rule that decides, and the speaker it gives."""
        if attribution.source:
            speaker = self.speakers.resolve(attribution.source, sentence, self.text)
            if speaker:
                self.speakers.remember_subject(speaker, attribution.source, sentence)
            if speaker is None and (subject := self._speaking_subject(sentence, attribution.at)):
                speaker = self.speakers.resolve(subject, sentence, self.text)
            if speaker and speaker.person and attribution.rule in RULES_WITH_CERTAIN_NAMES:
                speaker.person.spoke = self._is_credible(speaker.person)
            return attribution.rule, speaker
        if attribution.rule == "reported":
            new = None if sentence.opens_paragraph else self.narrative_subject
            return "reported", new or self.speakers.last
        goes_on = is_sentence_initial(sentence, attribution.at) and not sentence.opens_paragraph
        if not (is_quotation_alone(sentence) or goes_on):
            return attribution.rule, None
        if is_quotation_alone(sentence) and (speaker := self._told_afterwards()):
            return "told after", speaker
        if self.narrative_subject and not sentence.opens_paragraph:
            return "introduced", self.narrative_subject
        return "carried", self.speakers.last

    def _told_afterwards(self) -> ResolvedSpeaker | None:
        """Return whom the next sentence names as the speaker of this one."""
        source = pointing_source(self.following) if self.following else None
        if source is None or self.following is None:
            return None
        return self.speakers.resolve(source, self.following, self.text)

    def _speaking_subject(self, sentence: Sentence, at: int) -> Source | None:
        """Return the sentence's subject up to token `at`, if it may speak."""
        subject = sentence.main_subject(at)
        speaks = subject and (subject.kind != "description" or sentence.has_person_noun(subject))
        return subject if speaks else None

    def _is_credible(self, person: Person) -> bool:
        """Return whether to speak makes a name certain: not a lone word ("Serb") abroad."""
        abroad = self.speakers.language.grammar.late_subjects
        known = person.is_established or len(person.parts) > 1
        return not person.organisation and (known or not abroad)

    def _confidence(
        self,
        sentence: Sentence,
        rule: str,
        attribution: Attribution,
        speaker: ResolvedSpeaker | None,
        reason: str,
    ) -> float:
        if reason:
            return confidence.non_quotation_confidence(reason)
        if rule == "carried" and self.last_quotation and speaker:
            before = self.last_quotation.confidence
            alone = is_quotation_alone(sentence)
            return confidence.continued_confidence(before, sentence.opens_paragraph, alone)
        return confidence.attributed_confidence(rule, attribution, speaker, sentence.language)

    def _advance_utterance(self, sentence: Sentence, attribution: Attribution, rule: str) -> None:
        """Begin a new utterance unless the words go on from the ones before."""
        cue_start = sentence.tokens[attribution.cue[0]].start if attribution.cue else None
        same_cue = cue_start is not None and cue_start == self.last_cue_start
        if not (rule == "carried" or attribution.stretch.continues or same_cue):
            self.utterance += 1
        if rule != "carried":
            self.last_cue_start = cue_start

    def _cue_offsets(self, sentence: Sentence, attribution: Attribution) -> tuple[int, int] | None:
        """Return the offsets of the cue, with its source where they stand together."""
        if not attribution.cue:
            return None
        first, last = attribution.cue
        source = attribution.source
        if source and source.last <= first <= source.last + 2:
            first = source.first
        elif source and last <= source.first <= last + 1:
            last = source.last
        return sentence.tokens[first].start, sentence.tokens[last - 1].end

    def _co_speakers(
        self, sentence: Sentence, attribution: Attribution, rule: str
    ) -> tuple[str, ...]:
        if attribution.source:
            return self.speakers.co_speakers(attribution.source, sentence)
        return self.last_quotation.others if rule == "carried" and self.last_quotation else ()

    def _nested_spans(self, stretch: Stretch) -> tuple[tuple[int, int], ...]:
        """Return the (start, end) of the stretches within this one, in text order."""
        if not self.nested:
            return ()
        first = bisect_left(self.nested, stretch.start, key=itemgetter(0))
        last = bisect_left(self.nested, stretch.end, first, key=itemgetter(0))
        return tuple(self.nested[first:last])

    def _occasion(self, sentence: Sentence, rule: str) -> str:
        if rule == "carried":
            return self.last_quotation.occasion if self.last_quotation else ""
        if self.occasion_of[0] is not sentence:
            self.occasion_of = sentence, find_occasion(sentence, self.text)
        return self.occasion_of[1]

    def _reported_speaker(
        self, reported: ReportedSpeech | None, sentence: Sentence
    ) -> ResolvedSpeaker | None:
        return self.speakers.resolve(reported.source, sentence, self.text) if reported else None

    def _indirect(
        self, sentence: Sentence, reported: ReportedSpeech, speaker: ResolvedSpeaker
    ) -> Quotation:
        """Return the reported words as an indirect quotation."""
        tokens = sentence.tokens[reported.first : reported.last]
        start, end = tokens[0].start, tokens[-1].end
        cue = sentence.tokens[reported.cue.first].start, sentence.tokens[reported.cue.last - 1].end
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
            occasion=find_occasion(sentence, self.text),
            utterance=self.utterance,
            confidence=confidence.indirect_confidence(reported.source),
            rule="reported",
            reason="",
        )

    def _remember_unquoted(
        self, sentence: Sentence, heard: list[ResolvedSpeaker], reported: ResolvedSpeaker | None
    ) -> None:
        """Remember of a sentence without quotations who is reported in it, and whom it is about.

        Both may speak next: a quotation without attribution often follows such a sentence.
        """
        if reported and reported.kind != "unnamed":
            heard.append(reported)
            self.speakers.remember_speaker(reported)
            if reported.kind == "person" and reported.person and len(reported.person.parts) > 1:
                reported.person.spoke = True
        announcer = None if reported else announced_source(sentence)
        end = len(sentence.tokens)
        source = announcer or sentence.main_subject(end) or sentence.inverted_subject(end)
        subject = self.speakers.resolve(source, sentence, self.text) if source else None
        if subject and source:
            self.speakers.remember_subject(subject, source, sentence)
        if subject and subject.kind != "unnamed":
            heard.append(subject)
            self.narrative_subject = subject if subject.kind == "person" else None
            if announcer:
                self.speakers.remember_speaker(subject)
