"""Extract speech that stands without quotation marks: block quotes, posts, answers, transcripts.

A page's markup, or a speaker's label at the head of a line, says where somebody speaks. Marks are
put around it, the text is read as any other, and every offset is led back to the text as it stands.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .quotation import Quotation

Span = Mapping[str, Any]  # as a snapshot keeps it: kind, start, end, perhaps author and repeats

QUOTES = ("quote", "pull quote", "post")
QUESTIONS = ("question", "term")
MAX_LINES = 8  # of a block quote; a page that sets more in one means its look
MIN_WORDS = 3
LINE = re.compile(r"[^\n]+")
OWN_MARK = re.compile(r"\s*[“”„«»‹\"'‘「『]")
DASH = re.compile(r"\n?\s*[—–―-]*\s*")
ACCOUNT = re.compile(r"\s*[(@]|,?\s+[^\W\d]+\.?\s+\d|\s+\d")  # what stands after a post's author
TITLE = r"(?:Mr|Ms|Mrs|Dr|Sen|Rep|Gov|Prof|MR|MS|MRS|DR|SEN|REP|GOV|PROF)\."
WORD = rf"(?:{TITLE}|[^\W\d_a-zà-ÿа-яґєії][\w’'-]{{0,30}})"
PARTICLE = r"(?:(?:de|del|der|di|du|la|le|van|von|zu|bin|al) ){0,2}"
NAME = rf"{WORD}(?: {PARTICLE}{WORD}){{0,4}}"
ASIDE = r"(?: \([^()\n]{1,40}\))?"  # (D-Maine), (Hull North)
LABEL = re.compile(rf"({NAME}){ASIDE}:\s+(?=\S)")
HOLDER = re.compile(rf"The {NAME} \(({NAME})\)$")  # The Minister (Ida Lund)
ASKED = "Q|Question|Frage|Pregunta|Pytanie|Питання"
ANSWERED = "A|Answer|Antwort|Respuesta|Réponse|Odpowiedź|Відповідь"
TURN = re.compile(rf"(?P<asked>{ASKED})[.:]\s+(?=\S)|(?P<answered>{ANSWERED})[.:]\s+(?=\S)")
FULL_NAME = re.compile(rf"{WORD}(?: {PARTICLE}{WORD})+")
CREDIT = re.compile(
    rf"(?<=[”\"»])(\n{{1,2}}\s*)({WORD}(?: {PARTICLE}{WORD}){{1,3}})(,[^.\n“”\"]{{1,80}})?(?=\n|$)"
)
INNER_CREDIT = re.compile(
    rf"(?<=[.?!…])(\n\s*)({WORD}(?: {PARTICLE}{WORD}){{1,3}})(,[^.\n“”\"]{{1,80}})?(\.?[”\"])"
    r"(?=\n|$)"
)
BESIDE = re.compile(rf"{NAME}(\s(?:\|\s)?)(?=[“„«][^“”„«»]+[”“»]$)")  # a row: who, and the words
ENDS_SENTENCE = re.compile(r"[.?!…]\W{0,2}$")
FIRST_PERSON = re.compile(r"\b(?:I|ich|Ich|je|Je|j’ai|yo|Yo|ja|Ja|mnie|я|Я|мені)\b")
SUREST = 0.85  # markup says that words are quoted, and not always that somebody said them
UNSURE = 0.5  # where nothing beside the words names the speaker
NAMED_BESIDE = ("signature", "before", "after", "headline")  # rules


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace text[start:end] by `new`; `speaks` says that speech begins there, of somebody known
    or, if not `named`, of somebody whom only a reader of the page knows."""

    start: int
    end: int
    new: str
    speaks: bool = False
    named: bool = True


def unmarked_speech(text: str, spans: Sequence[Span] = ()) -> list[Edit]:
    """Return the edits that put quotation marks around speech that has none, in text order."""
    edits = [
        *_of_quotes(text, spans),
        *_of_turns(text, spans),
        *_of_answers(text, spans),
        *_of_terms(text, spans),
        *_of_rows(text),
        *_of_questions_and_answers(text),
        *_of_credits(text),
        *_of_inner_credits(text),
    ]
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def with_marks(text: str, edits: Sequence[Edit]) -> tuple[str, list[int]]:
    """Return the text with the edits made, and the offset in `text` of each of its characters."""
    parts: list[str] = []
    places: list[int] = []
    at = 0
    for edit in edits:
        parts += text[at : edit.start], edit.new
        places += range(at, edit.start)
        same_length = len(edit.new) == edit.end - edit.start
        places += range(edit.start, edit.end) if same_length else [edit.start] * len(edit.new)
        at = edit.end
    parts.append(text[at:])
    places += range(at, len(text) + 1)
    return "".join(parts), places


def led_back(
    found: Sequence[Quotation], text: str, edits: Sequence[Edit], places: Sequence[int]
) -> list[Quotation]:
    """Return the quotations found in a text with marks, with their offsets in the text itself."""
    if not edits:
        return list(found)
    spoken = {edit.start: edit.named for edit in edits if edit.speaks}
    return [_led_back(quotation, text, spoken, places) for quotation in found]


def _led_back(
    quotation: Quotation, text: str, spoken: Mapping[int, bool], places: Sequence[int]
) -> Quotation:
    start, end = places[quotation.start], places[quotation.end - 1] + 1
    cue = quotation.cue and (places[quotation.cue[0]], places[quotation.cue[1] - 1] + 1)
    inner = tuple((places[first], places[last - 1] + 1) for first, last in quotation.inner)
    moved = quotation._replace(
        start=start, end=end, text=text[start:end], cue=cue or None, inner=inner
    )
    if start not in spoken:
        return moved
    if not spoken[start]:
        moved = moved._replace(speaker=None, speaker_kind=None, title="", organisation="")
    most = SUREST if moved.speaker and moved.rule in NAMED_BESIDE else UNSURE
    return moved._replace(kind="direct", reason="", confidence=min(moved.confidence, most))


def _of_quotes(text: str, spans: Sequence[Span]) -> Iterator[Edit]:
    """Yield the edits for block quotes, pull quotes and posts, each with its author beside it."""
    for span in spans:
        if span["kind"] not in QUOTES or span.get("repeats"):
            continue
        start, end = span["start"], span["end"]
        if _is_speech(text[start:end], span):
            yield from _marked(text, start, end)
            if text.startswith(":\n", start - 2):
                yield Edit(start - 1, start, " ")
        yield from _signed(text, end, span.get("author", ""))


def _is_speech(words: str, span: Span) -> bool:
    """Return whether what a page sets as a quote, without marks, are somebody's words.

    A pull quote without an author is the article's own; a table or list of names is nobody's.
    """
    if OWN_MARK.match(words) or "|" in words or words.count("\n") >= MAX_LINES:
        return False
    if span["kind"] == "pull quote" and not span.get("author"):
        return False
    ended = span["kind"] == "post" or span.get("author") or ENDS_SENTENCE.search(words)
    return bool(ended) and len(re.findall(r"\w+", words)) >= MIN_WORDS


def _marked(text: str, start: int, end: int, named: bool = True) -> Iterator[Edit]:
    """Yield a mark at the head of each line, and one at the end of the last, as printers do."""
    for line in LINE.finditer(text, start, end):
        yield Edit(line.start(), line.start(), "“", True, named)
    yield Edit(end, end, "”")


def _signed(text: str, end: int, author: str) -> Iterator[Edit]:
    """Yield the edits that set the author's name behind the quote, as a signature."""
    between = DASH.match(text, end)
    if not author or not between or not text.startswith(author, between.end()):
        return
    yield Edit(end, between.end(), " — ")
    if account := ACCOUNT.search(author):
        yield Edit(between.end() + account.start(), between.end() + len(author), "")


def _of_turns(text: str, spans: Sequence[Span]) -> Iterator[Edit]:
    """Yield the edits for a transcript: lines that begin with a speaker's label, two at least."""
    asked = {span["start"] for span in spans if span["kind"] in QUESTIONS}
    run: list[re.Match[str]] = []
    for line in LINE.finditer(text):
        label = None if line.start() in asked else _label(text, line)
        if label:
            run.append(label)
        else:
            yield from _turns(text, run)
            run = []
    yield from _turns(text, run)


def _label(text: str, line: re.Match[str]) -> re.Match[str] | None:
    """Return the label at the head of a line that is somebody's words, unless it has marks."""
    label = LABEL.match(text, line.start(), line.end())
    if not label or OWN_MARK.match(text, label.end()) or not ENDS_SENTENCE.search(line[0]):
        return None
    return label if " " in label[1] or label[1].isupper() and len(label[1]) > 2 else None


def _turns(text: str, run: Sequence[re.Match[str]]) -> Iterator[Edit]:
    """Yield the edits of labelled lines that follow each other, if the labels are speakers'."""
    labels = [label[1] for label in run]
    known = any(name.isupper() and " " in name for name in labels) or len(set(labels)) < len(labels)
    all_of_it = " " in "".join(labels) and len(run) * 2 > text.count("\n") + 1
    if len(run) < 2 or not (known or all_of_it):
        return
    for label in run:
        end = text.find("\n", label.end())
        yield from _said(text, label, len(text) if end < 0 else end)


def _said(text: str, label: re.Match[str], end: int) -> Iterator[Edit]:
    """Yield the edits of a labelled line; a label in capitals is read as a name."""
    named = text[label.start() : label.end()].rstrip(": \t\u00a0")
    if holder := HOLDER.match(named):
        yield Edit(label.start(), label.start() + len(named), holder[1])
    else:
        if label[1].isupper():
            yield Edit(label.start(1), label.end(1), label[1].title())
        yield Edit(label.end(1), label.start() + len(named), "")
    yield from _marked(text, label.end(), end)


def _of_questions_and_answers(text: str) -> Iterator[Edit]:
    """Yield the edits of an interview whose lines begin with "Q:" and "A:", two of each at least.

    Whoever alone is named in full before the first question gives the answers.
    """
    turns = [
        (turn, line.end())
        for line in LINE.finditer(text)
        if (turn := TURN.match(text, line.start(), line.end()))
    ]
    answers = sum(bool(turn["answered"]) for turn, _ in turns)
    if not 2 <= answers < len(turns):
        return
    names = set(FULL_NAME.findall(text, 0, turns[0][0].start()))
    answering = names.pop() if len(names) == 1 else ""
    for turn, end in turns:
        if OWN_MARK.match(text, turn.end()):
            continue
        named = bool(turn["answered"] and answering)
        if named:
            yield Edit(turn.start(), turn.end(), f"{answering}: ")
        yield from _marked(text, turn.end(), end, named)


def _of_credits(text: str) -> Iterator[Edit]:
    """Yield the edits that set a name on a line of its own behind the words in marks before it.

    It is no heading: a description follows, or the name or another such line is in the text.
    """
    found = list(CREDIT.finditer(text))
    for credit in found:
        known = credit[3] or len(found) > 1 or text.count(credit[2]) > 1
        line = text[text.rfind("\n", 0, credit.start()) + 1 : credit.start()].lstrip("•*-–— \t")
        if known and OWN_MARK.match(line):
            yield Edit(credit.start(1), credit.end(1), " — ")


def _of_inner_credits(text: str) -> Iterator[Edit]:
    """Yield the edits that set a credit line out of the marks it was set in, as a signature."""
    for credit in INNER_CREDIT.finditer(text):
        yield Edit(credit.start(1), credit.end(1), "” — ")
        yield Edit(credit.start(4), credit.end(4), "")


def _of_terms(text: str, spans: Sequence[Span]) -> Iterator[Edit]:
    """Yield the edits that set a colon between a term that is a name and the words in marks."""
    for span in spans:
        name, end = text[span["start"] : span["end"]].rstrip(": "), span["end"]
        is_name = span["kind"] == "term" and re.fullmatch(NAME, name)
        if is_name and text.startswith("\n", end) and OWN_MARK.match(text, end + 1):
            yield Edit(span["start"] + len(name), end + 1, ": ")


def _of_rows(text: str) -> Iterator[Edit]:
    """Yield the edits that set a colon between a name and the words in marks beside it."""
    for line in LINE.finditer(text):
        if row := BESIDE.match(text, line.start(), line.end()):
            yield Edit(row.start(1), row.end(1), ": ")


def _of_answers(text: str, spans: Sequence[Span]) -> Iterator[Edit]:
    """Yield the edits for an interview: what stands between its questions, which are set apart."""
    questions = [span for span in spans if _is_question(span, text)]
    if len(questions) < 2:
        return
    answers = [
        list(LINE.finditer(text, one["end"], other["start"]))
        for one, other in zip(questions, questions[1:], strict=False)
    ]
    last = LINE.search(text, questions[-1]["end"])  # of what follows only this surely answers it
    answers += [[last]] if last else []
    heads = [answer[0] for answer in answers if answer]
    labelled = any(LABEL.match(text, head.start(), head.end()) for head in heads)
    personal = sum(bool(FIRST_PERSON.search(head[0])) for head in heads)
    if labelled or personal * 2 > len(heads):
        yield from _answered(text, [line for answer in answers for line in answer], labelled)


def _answered(text: str, lines: Sequence[re.Match[str]], labelled: bool) -> Iterator[Edit]:
    for line in lines:
        label = LABEL.match(text, line.start(), line.end())
        start = label.end() if label else line.start()
        if ENDS_SENTENCE.search(line[0]) and not OWN_MARK.match(text, start):
            yield from _marked(text, start, line.end(), labelled)


def _is_question(span: Span, text: str) -> bool:
    return span["kind"] in QUESTIONS and text[span["start"] : span["end"]].rstrip().endswith("?")
