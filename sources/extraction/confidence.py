"""Estimate a confidence: the precision of suggestions that were decided in the same way.

The precisions were counted on annotated news articles kept outside the project;
`docs/extraction.md` shows how they held. Right means the right stretch and the right full name.
"""

from .attribution import Attribution
from .languages import Language
from .noun_phrases import Source
from .speaker_resolution import ResolvedSpeaker

SOURCE_KINDS = ("name", "pronoun", "description")
PRECISION = {  # by rule: one for each of SOURCE_KINDS
    "signature": (0.96, 0.9, 0.9),
    "after": (0.95, 0.88, 0.92),
    "before": (0.92, 0.87, 0.5),
    "transcript": (0.85, 0.85, 0.85),
    "within": (0.88, 0.72, 0.56),
    "after any": (0.75, 0.7, 0.6),
    "trailing": (0.75, 0.3, 0.55),
    "subject": (0.7, 0.55, 0.4),
    "colon": (0.8, 0.7, 0.4),
    "headline": (0.67, 0.6, 0.5),
}
PRECISION_ABROAD = PRECISION | {  # in the languages whose subjects may follow their verbs
    "after": (0.95, 0.87, 0.7),
    "before": (0.93, 0.87, 0.5),
    "within": (0.91, 0.82, 0.5),
    "colon": (0.91, 0.7, 0.4),
    "after any": (0.87, 0.8, 0.6),
    "subject": (0.8, 0.6, 0.4),
}
PRECISION_WITHOUT_SOURCE = {
    "introduced": 0.85,
    "carried": 0.7,
    "reported": 0.8,
    "told after": 0.85,
    "alone": 0.4,
}
NON_QUOTATION_PRECISION = {
    "no words": 0.99,
    "nickname": 0.95,
    "stage direction": 0.95,
    "title": 0.87,
    "scare quotes": 0.72,
    "term": 0.6,
    "list": 0.6,
}
CONTINUATION_FACTOR = 0.97
MAX_OF_NEAR_READINGS = 0.6
MAX_OF_DOUBTFUL_NAME = 0.6  # only its capital says that it is one
MAX_OF_UNKNOWN_NAME = 0.85  # no title or given name tells that it is one; or one word, once
MAX_OF_RESOLVED_DESCRIPTION = 0.75  # "the senator"
MAX_ACROSS_PARAGRAPHS = 0.8
SURE_RULES = ("after", "before")
CLEAR_PRONOUN = 0.92  # it can mean one person alone, or means who has just spoken
CONTESTED = 0.88  # somebody else is named before the words
SHORT_QUOTATION_FACTOR = 0.9  # one or two words may be scare quotes after all
MAX_WITHOUT_SPEAKER = 0.4


def attributed_confidence(
    rule: str, attribution: Attribution, speaker: ResolvedSpeaker | None, language: Language
) -> float:
    """Return how often, 0 to 1, such a stretch is a quotation of just that speaker.

    `rule` decided it; unlike attribution.rule it may be "introduced" or "carried".
    """
    if attribution.source:
        table = PRECISION_ABROAD if language.grammar.late_subjects else PRECISION
        precision = table[rule][SOURCE_KINDS.index(attribution.source.kind)]
        if rule in SURE_RULES and attribution.source.pronoun and _is_clear(speaker):
            precision = CLEAR_PRONOUN
        if rule == "before" and attribution.contested:
            precision = min(precision, CONTESTED)
    else:
        precision = PRECISION_WITHOUT_SOURCE[rule]
    precision *= SHORT_QUOTATION_FACTOR if attribution.word_count <= 2 else 1
    return round(min(precision, _highest(rule, attribution.source, speaker)), 2)


def _is_clear(speaker: ResolvedSpeaker | None) -> bool:
    """Return whether a pronoun leaves no doubt: nobody else fits, or the same goes on speaking."""
    return bool(speaker and (speaker.only or speaker.repeated))


def _highest(rule: str, source: Source | None, speaker: ResolvedSpeaker | None) -> float:
    """Return what the way in which the speaker was found allows at most."""
    if speaker is None:
        return MAX_WITHOUT_SPEAKER
    if speaker.rival:
        return MAX_OF_NEAR_READINGS
    person = speaker.person
    if person and not (person.is_established or person.organisation):
        return MAX_OF_DOUBTFUL_NAME
    if person and not (person.certain and person.is_known):
        return MAX_OF_UNKNOWN_NAME
    if source and source.kind == "description" and speaker.kind != "unnamed":
        return MAX_OF_RESOLVED_DESCRIPTION
    return 1.0


def continued_confidence(before: float, new_paragraph: bool, alone: bool) -> float:
    """Return that of a quotation which goes on from another: about as sure as that one.

    Not where its sentence has words of its own, which may say something else of it.
    """
    highest = MAX_ACROSS_PARAGRAPHS if new_paragraph else 1.0 if alone else MAX_OF_DOUBTFUL_NAME
    return round(min(before * CONTINUATION_FACTOR, highest), 2)


def indirect_confidence(source: Source) -> float:
    """Return that of an indirect quotation: as sure as a partial one in the same place."""
    return PRECISION["within"][SOURCE_KINDS.index(source.kind)]


def non_quotation_confidence(reason: str) -> float:
    """Return how often what is set aside for that reason is indeed no quotation."""
    return NON_QUOTATION_PRECISION[reason]
