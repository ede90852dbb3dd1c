"""Classify a stretch: direct or partial quotation, or none at all, and why.

Newspapers put marks round titles, nicknames, words as words and irony too. What tells them is not
the words but their place: a title has capitals and stands behind "the book" or "on the channel's";
a word in distancing marks stands in a sentence in which nobody says anything.
"""

from .attribution import Attribution
from .languages import Language
from .sentence import Sentence

MAX_TERM_WORDS = 5
MAX_SCARE_QUOTE_WORDS = 2
MAX_TITLE_WORDS = 12
MAX_UNSPACED_WORD = 4  # characters
COLONS = frozenset(":：")
MAX_TOKENS_TO_CUE = 5
RULES_WITHOUT_CUE = frozenset(["alone", "carried", "subject", "trailing"])


def non_quotation_reason(sentence: Sentence, text: str, attribution: Attribution) -> str:
    """Return why the stretch is no quotation, or "" where it is one.

    Reasons: "no words", "stage direction", "nickname", "title", "term", "scare quotes"; "list" is
    said of what a sentence holds beyond the stretches that are attributed.
    """
    words = attribution.words.split()
    if attribution.rule in ("transcript", "signature"):
        return ""
    if not any(word[:1].isalnum() or word[1:2].isalnum() for word in words):
        return "no words"
    if words[0][0] == "(" and " ".join(words).isupper():
        return "stage direction"
    beside = (attribution.at - 1, attribution.at + 1)
    if len(words) <= 2 and all(number in sentence.name_at for number in beside):
        return "nickname"
    if _is_title(sentence, attribution, words):
        return "title"
    if _is_term(sentence, attribution.at, words):
        return "term"
    joined = _is_joined_to_longer(sentence, text, attribution.at)
    announced = sentence.low(attribution.at - 1) in COLONS or _is_unspaced(attribution.words)
    few = len(words) <= MAX_SCARE_QUOTE_WORDS and not (joined or announced)
    if attribution.rule == "alone" and few and not is_quotation_alone(sentence):
        return "scare quotes"
    return ""


def _is_unspaced(words: str) -> bool:
    """Return whether it is more than a word of a script without spaces (Chinese, Japanese)."""
    return len(words) > MAX_UNSPACED_WORD and any("\u3040" <= sign <= "\u9fff" for sign in words)


def _is_joined_to_longer(sentence: Sentence, text: str, at: int) -> bool:
    """Return whether a longer stretch is joined to it: `“the best of uses” and “clean air”`."""
    for sign, other in ((at - 1, at - 2), (at + 1, at + 2)):
        joined = (
            sentence.low(sign) == ","
            or sentence.low(sign) in sentence.language.grammar.coordinators
        )
        stretch = sentence.tokens[other].stretch if joined and sentence.low(other) else None
        if stretch:
            return len(stretch.words(text).split()) > MAX_SCARE_QUOTE_WORDS
    return False


def scare_quote_reason(attribution: Attribution) -> str:
    """Return "scare quotes" for a few words that nobody in the sentence can have said, or ""."""
    return "scare quotes" if attribution.word_count <= MAX_TERM_WORDS else ""


def is_quotation_alone(sentence: Sentence) -> bool:
    """Return whether the sentence consists of what is in marks, and nothing else."""
    return sentence.first_word == len(sentence.tokens)


def is_sentence_initial(sentence: Sentence, at: int) -> bool:
    """Return whether no word outside marks stands before token `at`."""
    return sentence.first_word >= at


def _is_title(sentence: Sentence, attribution: Attribution, words: list[str]) -> bool:
    """Return whether it has capitals throughout, and a place where titles stand."""
    capital = len(words) > 1 and words[0][:1].isupper()
    if capital and _follows_title_cue(sentence, attribution, words):
        return True
    if _is_proper_noun(sentence, attribution, words):
        return True
    if len(words) > MAX_TITLE_WORDS or not _is_title_case(words, sentence.language):
        return False
    if _is_headline(sentence):
        return False
    if _has_title_cue_beside(sentence, _first_in_list(sentence, attribution.at)):
        return True
    finished = words[-1][-1] in "!?"
    if is_quotation_alone(sentence):
        return len(words) > 2 and len(sentence.tokens) == 1 and not finished
    if (
        len(words) > 1
        and sentence.low(attribution.at - 1) in sentence.language.works.words_before_titles
        and attribution.at > 1
    ):
        return attribution.rule != "before"
    return attribution.rule in RULES_WITHOUT_CUE and len(words) > 1 and not finished


def _is_proper_noun(sentence: Sentence, attribution: Attribution, words: list[str]) -> bool:
    """Return whether a capital inside a sentence tells a name: le festival « Les Nuits bleues ».

    Quoted words that go on from the reporter's have small letters there; a whole sentence stands
    behind a colon, a comma or a verb of saying. Only where titles have small letters within.
    """
    at, language = attribution.at, sentence.language
    before = sentence.low(at - 1)
    if not language.grammar.late_subjects or len(words) > MAX_TERM_WORDS:
        return False
    if not words[0][:1].isupper() or words[-1][-1] in ".!?…," or is_sentence_initial(sentence, at):
        return False
    verb = language.speech.verbs.get(before)
    introduced = verb or before in language.grammar.complementizers | language.grammar.like_words
    named = before == "," and sentence.low(at - 2) in language.works.title_cues  # su novela, «…»
    if introduced or not (named or sentence.tokens[at - 1].is_word):
        return False
    opens = at == 1 and before in language.works.words_before_titles  # Im „Kurier“ schrieb …
    if not language.naming.capitalised_nouns or opens or _has_cue_near(sentence, at):
        return True
    told = any(token.stretch for token in sentence.tokens[:at])  # sagte er der „Rundschau“
    final = language.speech.verbs.get(sentence.low(at + 1))  # wie er der „Rundschau“ sagte
    told = told or bool(final and final.form != "participle")
    return told and before in language.grammar.oblique_determiners | language.grammar.articles


def _has_cue_near(sentence: Sentence, at: int) -> bool:
    """Return whether a kind of work or of paper stands a few words before."""
    cues = sentence.language.works.title_cues
    return any(sentence.low(n) in cues for n in range(max(0, at - MAX_TOKENS_TO_CUE), at))


def _first_in_list(sentence: Sentence, at: int) -> int:
    """Return the first stretch of a list of them: `plays called “…” or “…”`."""
    number = at - 1
    while (
        sentence.low(number) == ","
        or sentence.low(number) in sentence.language.grammar.coordinators
    ):
        number -= 1
    listed = 0 <= number < at - 1 and sentence.tokens[number].stretch
    return _first_in_list(sentence, number) if listed else at


def _follows_title_cue(sentence: Sentence, attribution: Attribution, words: list[str]) -> bool:
    """Return whether the word before names a kind of work: `the song “We shall overcome”`."""
    named = sentence.low(attribution.at - 1) in sentence.language.works.title_cues
    return named and attribution.rule in RULES_WITHOUT_CUE and words[-1][-1] not in ".,!?"


def _has_title_cue_beside(sentence: Sentence, at: int) -> bool:
    """Return whether a kind of work is named: the book “…”, a play called “…”, the “…” tour."""
    cues, before = sentence.language.works.title_cues, sentence.low(at - 1)
    naming = at - 2 if before in sentence.language.works.naming_words or before == "," else at - 1
    beside = (before, sentence.low(naming), sentence.low(at + 1), sentence.low(at + 2))
    return any(low in cues for low in beside) or _is_apposed_to_title(sentence, at)


def _is_apposed_to_title(sentence: Sentence, at: int) -> bool:
    """Return whether it opens the sentence and a comma tells what it is: « … », son film."""
    if at or sentence.low(at + 1) != "," or not sentence.language.grammar.late_subjects:
        return False
    cues = sentence.language.works.title_cues
    article = sentence.low(at + 2) in sentence.language.grammar.determiners
    return article and any(sentence.low(n) in cues for n in range(at + 3, at + MAX_TOKENS_TO_CUE))


def _is_title_case(words: list[str], language: Language) -> bool:
    if words[0][:1].islower():
        return False
    small = [word.lower().strip(".,") for word in words if word[:1].islower()]
    works, particles = language.works, language.naming.name_particles
    if not all(low in works.lowercase_in_titles or low in particles for low in small):
        return False
    return any(word[:1].isupper() or word[:1].isdigit() for word in words)


def _is_headline(sentence: Sentence) -> bool:
    """Return whether every word has a capital, where a capital says nothing."""
    words = [token for token in sentence.tokens if token.text.isalpha() and len(token.text) > 3]
    return len(words) > 2 and all(token.is_capitalised for token in words)


def _follows_scare_quote_cue(sentence: Sentence, at: int) -> bool:
    """Return whether it follows `the so-called` or `known as the`."""
    number = at - 1 - (sentence.low(at - 1) in sentence.language.grammar.articles)
    if sentence.low(number) in sentence.language.grammar.like_words:
        number -= 1
    before = {sentence.low(number - 1), sentence.low(number - 2)}  # se dit, s'est dit
    reflexive = before & sentence.language.grammar.reflexives
    return not reflexive and sentence.low(number) in sentence.language.works.scare_quote_cues


def _is_term(sentence: Sentence, at: int, words: list[str]) -> bool:
    """Return whether a word is mentioned rather than said: `“he” refers to …`."""
    after = sentence.low(at + 1)
    if len(words) > MAX_TERM_WORDS:
        return False
    if len(words) == 1 and words[0].lower().strip(".,") in sentence.language.grammar.pronouns:
        return words[0][-1] != ","
    return after in sentence.language.works.meaning_verbs or _follows_scare_quote_cue(sentence, at)


def quotation_kind(sentence: Sentence, text: str, attribution: Attribution) -> str:
    """Return "direct" if the words make a sentence of their own, else "partial"."""
    stretch = attribution.stretch
    inside = text[stretch.start : stretch.end].lstrip("[(…. \u00a0'\"‘“¿¡")
    before = sentence.low(attribution.at - 1)
    if is_sentence_initial(sentence, attribution.at):
        return "direct" if inside[:1].isupper() or attribution.rule != "after" else "partial"
    if before in (",", ":", "“”"):
        return "direct"
    return "partial"
