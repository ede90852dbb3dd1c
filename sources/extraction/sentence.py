"""Find the subject of a verb: to its left, to its right, or across a parenthesis.

News has few shapes for it. Walking left from the verb over adverbs and auxiliaries, one meets a
pronoun, the end of the subject, or a comma; the comma closes an apposition or a relative clause
("Tusk, who has long …, said"), and then the subject is the first phrase of the clause that is one.
Walking right ("said Tusk, who …"), the subject begins at once.
"""

from dataclasses import dataclass, field
from typing import Any

from .late_subjects import LateSubjects
from .name_runs import Name
from .noun_phrases import Source
from .word_classes import PAUSES

MAX_PARENTHESIS_TOKENS = 10
MAX_CLAUSE_TOKENS = 40


@dataclass(slots=True)
class Sentence(LateSubjects):
    """A parsed sentence: its tokens and names, their noun phrases, the subjects of its verbs.

    `sources` keeps what has been found out, for every stretch asks the same: who speaks by each of
    its cues, the subject up to a token, the one behind a verb.
    """

    sources: dict[Any, Source | None] = field(init=False, default_factory=dict)

    def subject_of(self, verb: int) -> Source | None:
        """Return the subject of a verb that has it before or behind it."""
        if not self.language.grammar.late_subjects:
            return self.subject_before(verb)
        if self._follows_clause(verb):
            return self.subject_after(verb)
        opening = self._opening_before(verb)
        if opening == "subject":
            return self.subject_before(verb) or self.subject_after(verb)
        behind = self.subject_behind(verb)
        if behind is None and (paper := self._paper_before(verb)):
            return paper
        if behind and (opening == "adjunct" or self._is_surely_subject(behind)):
            return behind
        if opening == "adjunct" and (implied := self.implied_subject(verb)):
            return implied  # Sobre Ana Ruiz dijo …
        before = self.subject_before(verb)
        if before is None and behind is None and opening == "noun":
            return self._apposed_before(verb) or self._unknown_noun(verb)
        return before or behind or self.implied_subject(verb)

    def _paper_before(self, verb: int) -> Source | None:
        """Return the paper whose name in marks stands before the verb: `dziennik „Głos” pisze`."""
        cues = self.language.works.title_cues
        named = verb > 1 and self.tokens[verb - 1].stretch and self.low(verb - 2) in cues
        before = {self.low(n) for n in range(verb - 4, verb - 2)}
        governed = before & self.language.grammar.prepositions  # gegenüber der Zeitung „…“ sagte
        return Source(verb - 2, verb) if named and not governed else None

    def _follows_clause(self, verb: int) -> bool:
        """Return whether a whole clause stands before the comma: `Man warte, sagte Ida Lund`."""
        grammar = self.language.grammar
        if not grammar.verb_second or self.low(verb - 1) != ",":
            return False
        first = verb - 1
        while first > 0 and not self.is_pause(first - 1):
            first -= 1
        relative = first > 0 and self.low(first) in grammar.articles | grammar.relatives
        finite = grammar.auxiliaries | grammar.reported_moods
        return not relative and any(self.low(n) in finite for n in range(first, verb - 1))

    def auxiliary_before(self, participle: int) -> int:
        """Return the auxiliary of a participle that ends its clause ("hat … gesagt"), or itself."""
        for number in range(participle - 1, max(-1, participle - MAX_CLAUSE_TOKENS), -1):
            if self.low(number) in self.language.grammar.finite_auxiliaries:
                return number
            within = number < participle - 1  # marks beside it hold its object: „gut“ genannt
            if within and self.tokens[number].stretch or self.tokens[number].text in ":;":
                break
        return participle

    def _opening_before(self, verb: int) -> str:
        """Return what the clause has before its verb: "subject", "noun", "adjunct", "unclear"."""
        first = self._clause_opening(verb)
        comma = self.low(first - 1) == "," or first > 0 and self.tokens[first - 1].stretch
        first = self.without_starters(first, verb)
        low, grammar = self.low(first), self.language.grammar
        if first == verb:
            return "unclear" if comma else "adjunct"
        if low in grammar.like_words or low in grammar.conjunctions:
            return "adjunct"
        while first < verb and (length := self.adjunct_length(first)):
            first += length
        low = self.low(first)
        if first >= verb:
            return "adjunct"
        if first in self.name_at or low in grammar.pronouns or low in grammar.relatives:
            return "subject"
        noun = self.tokens[first].is_word and self.is_open_class(first)
        return "noun" if noun and not grammar.articles else "unclear"

    def _clause_opening(self, verb: int) -> int:
        """Return the first token of the clause before its verb, a bracket passed over."""
        first = self.opening_bracket(verb - 1) if self.low(verb - 1) == ")" else verb
        openers = self.language.grammar.clause_openers
        while first > 0 and not (self.is_pause(first - 1) or self.low(first - 1) in openers):
            first -= 1
        return first

    def _apposed_before(self, verb: int) -> Source | None:
        """Return the name that a comma parts from the verb: `Rybak, Jan Kot, chyłkiem rzekł`."""
        first = verb
        while first > 0 and not self.is_pause(first - 1):
            first -= 1
        name = self.name_at.get(first - 2) if self.low(first - 1) == "," else None
        return (
            None if name is None or self.is_governed(name) else Source(name.first, name.last, name)
        )

    def _unknown_noun(self, verb: int) -> Source | None:
        """Return the noun before the verb, which no list knows: it has a subject, not "he"."""
        first = verb
        while first > 0 and not self.is_pause(first - 1):
            first -= 1
        end = self.skip_adverbs_left(verb - 1) + 1
        first = self.without_starters(first, end)
        return Source(first, end) if first < end else None

    def _is_surely_subject(self, source: Source) -> bool:
        """Return whether its form tells a subject: "er", "der Minister", where a verb is second."""
        if not self.language.grammar.verb_second:
            return False
        low = self.low(source.first)
        named = source.name is not None and low in ("der", "ein")
        return low == "er" or named or low == "der" and source.kind == "description"

    def subject_before(self, verb: int) -> Source | None:
        """Return the subject of the verb at token `verb`, or None where it has none of its own."""
        number = self.skip_adverbs_left(verb - 1)
        if number < 0:
            return self.implied_subject(verb)
        low, language = self.low(number), self.language
        if self.tokens[number].stretch or self.tokens[number - 1].stretch and low in PAUSES:
            return self.subject_after(verb) or self.main_subject(number)
        if low in language.grammar.coordinators or low in language.grammar.contrast_words:
            return self.main_subject(number)
        if low in language.grammar.relatives or low in language.grammar.complementizers:
            return self.antecedent(number)
        if low == ")" and (before := self.opening_bracket(number)):
            return self.phrase_ending(before - 1)
        if low in PAUSES:
            return self.subject_across_parenthesis(number)
        source = self.phrase_ending(number)
        if source and source.kind == "description" and self.is_verbal(source.first):
            low = self.low(source.first - 1)
            if low in language.grammar.relatives or low in language.grammar.complementizers:
                return self.antecedent(source.first - 1)  # the family that owned the mill said
        return source

    def opening_bracket(self, number: int) -> int:
        """Return where the bracket opens that token `number` closes; 0 if too far away."""
        for before in range(number - 1, max(0, number - MAX_PARENTHESIS_TOKENS), -1):
            if self.low(before) == "(":
                return before
        return 0

    def antecedent(self, relative: int) -> Source | None:
        """Return who "who" is: the phrase before it, or before the comma before it."""
        number = relative - 1
        if number < 0:
            return Source(relative, relative + 1, pronoun=self.low(relative))
        if self.low(number) == ",":
            return self.phrase_ending(number - 1) if number > 0 else None
        source = self.phrase_ending(number)
        described = source and source.kind == "description" and self.low(source.first - 1) == ","
        name = self.name_at.get(source.first - 2) if source and described else None
        return Source(name.first, name.last, name) if name else source  # Karl Lind, a fellow who …

    def subject_across_parenthesis(self, pause: int) -> Source | None:
        """Return the subject on the other side of the parenthesis that ends at `pause`.

        Segments between pauses are read right to left: relative clauses, ages and participles are
        passed over; a phrase may be the subject, or an apposition to one further left; an opening
        ("On Monday, …") or a verb ends the search.
        """
        best, language = None, self.language
        for first, last in self.segments_leftwards(pause):
            low = self.low(first)
            if low in language.grammar.relatives or low.isdigit():
                continue
            if self.is_verb_final_relative(first, last):
                continue
            if low in language.grammar.conjunctions or low in language.grammar.like_words:
                return self.source_from_phrase(first + 1, last) or best
            if low in language.grammar.prepositions and first not in self.name_at:
                if best:
                    return best
                continue
            head = self.before_relative(first, last)
            if self.has_verb(first, head):
                return best or self.phrase_ending(last - 1)
            if self.may_be_subject(first, head):
                found = self.source_from_phrase(first, head)
                described = found is not None and found.kind == "description"
                named = described and best and best.name and self._names_described(best.name)
                best = best if named else found
        return best

    def _names_described(self, name: Name) -> bool:
        """Return whether it names who is described before it: `A rival, Ida Lund of Hull, said`."""
        of = self.low(name.last) in self.language.naming.membership_prepositions
        person = name.is_full and not name.organisation
        return self.language.grammar.late_subjects or of and person

    def is_verb_final_relative(self, first: int, last: int) -> bool:
        """Return whether it is a relative clause that its verb ends: "der in Kiel lebt"."""
        grammar = self.language.grammar
        opens = self.low(first) in grammar.articles or self.low(first) in ("deren", "dessen")
        return grammar.verb_second and opens and self.is_verbal(last - 1)

    def before_relative(self, first: int, last: int) -> int:
        """Return where "who …" begins in tokens[first:last], or `last`."""
        relatives = (
            n for n in range(first, last) if self.low(n) in self.language.grammar.relatives
        )
        return next(relatives, last)

    def main_subject(self, end: int) -> Source | None:
        """Return the sentence's first phrase up to token `end` that may be its subject."""
        if ("main", end) not in self.sources:
            self.sources["main", end] = self.first_subject(0, end)
        return self.sources["main", end]

    def _describes_next(self, first: int, last: int) -> bool:
        """Return whether a role without article stands before its name: `Étudiante, Léa rit`."""
        if not self.language.grammar.late_subjects or self.low(last) != ",":
            return False
        bare = self.low(first) in self.language.naming.roles and first not in self.name_at
        name = self.name_at.get(last + 1) if bare else None
        return bool(name and not name.organisation)

    def inverted_subject(self, end: int) -> Source | None:
        """Return the subject behind the first verb up to `end`, where subjects may be late."""
        if not self.language.grammar.late_subjects:
            return None
        verbs = (n for n in range(1, end) if self.language.is_verb_form(self.low(n)))
        verb = next(verbs, None)
        return self.subject_behind(verb) if verb else None

    def ends_subordinate_clause(self, verb: int) -> bool:
        """Return whether a finite verb stands last, behind the marks: `die … „gut“ nannte`."""
        final = self.language.grammar.verb_second and self.is_pause(verb + 1)
        return final and verb > 0 and self.tokens[verb - 1].stretch is not None

    def subordinate_subject(self, verb: int) -> Source | None:
        """Return the subject of a clause that its verb ends: whom it is about, or its first phrase.

        `Ida Lund, die den Plan „gut“ nannte`, `weil Ida Lund den Plan „gut“ nannte`.
        """
        commas = (n for n in range(verb - 1, -1, -1) if self.low(n) == ",")
        opening = next(commas, -1) + 1
        grammar = self.language.grammar
        if opening > 1 and self.low(opening) in grammar.articles | grammar.relatives:
            return self.phrase_ending(opening - 2)
        first = opening + (self.low(opening) in grammar.conjunctions)
        return self.source_from_phrase(first, self.phrase_end_before_verb(first, verb))

    def clause_subject(self, end: int) -> Source | None:
        """Return the clause's first phrase up to token `end` that may be its subject."""
        return self.first_subject(self.clause_start(end), end)

    def first_subject(self, start: int, end: int) -> Source | None:
        """Return the first phrase of tokens[start:end] that may be a subject, or None."""
        for first, last in self.segments(start, end):
            if first == last:
                continue
            verb = self.language.speech.verbs.get(self.low(first))
            if (
                verb
                and verb.strong
                and verb.form in ("past", "present")
                and self.follows_stretch(first)
            ):
                return self.subject_after(first)
            if self._describes_next(first, last):
                continue
            if self.may_be_subject(first, last) and not self.is_place(first, last, end):
                end = self.phrase_end_before_verb(first, last)
                apposed = self.language.grammar.late_subjects and self.apposed_name(last)
                return self.source_from_phrase(first, last if apposed else end)
        return None

    def subject_after(self, verb: int) -> Source | None:
        """Return the subject that follows its verb: `said Tusk`, `said the minister on Monday`."""
        if ("after", verb) not in self.sources:
            self.sources["after", verb] = self._subject_after(verb)
        return self.sources["after", verb]

    def _subject_after(self, verb: int) -> Source | None:
        if self.language.grammar.late_subjects:
            return (
                self.subject_behind(verb) or self.lone_noun(verb + 1) or self.implied_subject(verb)
            )
        language, first = self.language, self.skip_adverbs_right(verb + 1)
        if first >= len(self.tokens):
            return self.implied_subject(verb)
        low = self.low(first)
        owner = low in language.grammar.possessives and self.low(first + 1).isalpha()
        if low in language.grammar.pronouns and not owner and first not in self.name_at:
            return Source(first, first + 1, pronoun=low)
        end = self.phrase_end(first)
        if self.may_name_speaker(first, end):
            return self.source_from_phrase(first, end)
        return self.implied_subject(verb)

    def implied_subject(self, verb: int) -> Source | None:
        """Return the verb as its own subject where its form tells who: "dijo", "powiedziała"."""
        word = self.language.speech.verbs.get(self.low(verb))
        told = word and word.subject
        return Source(verb, verb + 1, pronoun=self.low(verb)) if told else None

    def may_name_speaker(self, first: int, end: int) -> bool:
        """Return whether tokens[first:end] hold a name, a role, a group or a determiner."""
        low, language = self.low(first), self.language
        if (
            first in self.name_at
            or low in language.grammar.determiners
            or low in language.naming.group_nouns
        ):
            return True
        if low in language.grammar.prepositions or low in language.grammar.auxiliaries:
            return False
        return any(
            self.low(n) in language.naming.roles or n in self.name_at for n in range(first, end)
        )
