"""Find the sentences by which an article denies or corrects what it said before."""

import re

# Beginnings of words, casefolded, in the languages that quotations are found in.
CUES = re.compile(
    r"\b(?:correct(?:ion|ed)|clarification|editor.s note|(?:earlier|previous) version|"
    r"den(?:y|ies|ied)|disput(?:es|ed)|never said|not sa(?:y|id)|retract|misquot|misattribut|"
    r"wrongly (?:quot|attribut)|withdr[ae]w|"
    r"korrektur|berichtigung|richtigstellung|frühere[nr]? (?:version|fassung)|dementier|"
    r"bestreite|bestritt|"
    r"falsch (?:zitiert|zugeordnet|zugeschrieben)|nie gesagt|"
    r"rectificatif|correction|version précédente|dément|nie avoir|à tort|jamais dit|"
    r"correcci[óo]n|rectificaci|versión anterior|desm[ie]+nt|niega|negó|nunca dijo|"
    r"sprostowan|korekt|poprzedniej wersji|wcześniejszej wersji|zaprzecz|dementuj|nie powiedział|"
    r"виправлен|спростув|попередній версії|заперечу|заперечи|не казав|не говори)"
)
# One that speaks of quotations in general is about each of them.
OF_ANY_QUOTE = re.compile(
    r"misquot|misattribut|wrongly (?:quot|attribut)|falsch (?:zitiert|zugeordnet|zugeschrieben)"
)
# Where a sentence ends. A full stop after a short word with a capital, as in “Gov.”, may end none.
SENTENCE_END = re.compile(
    r"(?:(?<!\w)(?!\d)(?:(?=[^\W_A-ZÀ-Þ])\w+|(?!(?:Prof|Capt|Supt|Insp|Mssrs|Messrs)\.)[A-ZÀ-Þ]\w{3,})"
    r"\.|[!?…])[”\"’»)]*(?=\s|$)(?!\s+[a-zß-ÿ])\s*|\n\s*"
)


def sentences(text):
    """Yield (start, sentence) of each sentence of a text, in order."""
    start = 0
    for found in SENTENCE_END.finditer(text):
        yield start, text[start : found.end()].strip()
        start = found.end()
    yield start, text[start:].strip()


def corrections(was, now):
    """Return [(start, sentence)] of the sentences of `now`, not in `was`, that may take back."""
    known = {sentence for _, sentence in sentences(was)}
    new = [(start, s) for start, s in sentences(now) if s not in known]
    return [(start, s) for start, s in new if CUES.search(s.casefold())]


def is_about(sentence, words, names):
    """Return whether a correcting sentence names one of the persons, or repeats the words."""
    folded = sentence.casefold()
    said = set(re.findall(r"\w+", folded))
    surnames = (re.findall(r"\w+", last) for name in names for last in name.casefold().split()[-1:])
    named = any(parts and said.issuperset(parts) for parts in surnames)  # Anne Morel-Petit
    return named or words.casefold() in folded or bool(OF_ANY_QUOTE.search(folded))
