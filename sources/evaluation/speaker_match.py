"""Decide whether a predicted speaker is the marked one, however the article writes the name."""

import re
import unicodedata


def _word_set(words):
    return frozenset(words.split())


PRONOUNS = _word_set(
    "he she they i we you it him her them who his their hers theirs himself herself themselves"
)
TITLES = _word_set(
    "mr mrs ms miss dr sen sens senator rep reps representative gov governor president vice "
    "secretary mayor judge justice speaker chairman chairwoman chair prime minister king queen "
    "prince pope sheriff attorney general gen lt col former republican democrat democratic gop "
    "the a an sir lord lady professor prof rev reverend ambassador director state u.s us"
)
OFFICES = _word_set(
    "prime foreign defense defence health finance interior chief head spokesman spokeswoman chair "
    "editor leader"
)
SUFFIXES = _word_set("jr sr ii iii iv")
PARTICLES = _word_set("de del van von bin al el la le der den da di")
FUNCTION_WORDS = _word_set(
    "the a an of for to and in on at by with from who which that his her their its this was is said"
)
ASIDE = re.compile(r",|;|\(| who | which | -- | – | — ")
NAME_BEFORE_ORGANISATION = re.compile(r"^(?:[A-Z][\w.’'-]+ )+(?=(?:of|at|from|for|with|in) )")


def is_correct_speaker(predicted, quote, full):
    """
    Return whether `predicted` (a str or None) is who said the marked `quote` (a dict).

    A person is right by surname, or by first name and surname if `full`; an organisation by half
    of its words; an unnamed source by no name at all, or by a word of its description.
    """
    names = [quote["speaker"]] if quote.get("speaker") else []
    names += quote.get("accept") or []
    described = [*names, quote.get("source_text") or ""]
    if quote.get("speaker_type") == "person":
        return any(_is_person(predicted, name, full) for name in names)
    said = content_words(predicted)
    if quote.get("speaker_type") == "org":
        return any(
            words and 2 * len(words & said) >= len(words) for words in map(content_words, described)
        )
    return is_no_name(predicted) or any(content_words(words) & said for words in described)


def is_no_name(predicted):
    """Return whether it is empty or a pronoun."""
    return not (predicted or "").strip() or _key(predicted) in PRONOUNS


def content_words(words):
    """Return the content words of a name or description, as a set of keys."""
    return set(_keys(words)) - FUNCTION_WORDS


def _is_person(predicted, name, full):
    said = _core(predicted)
    if not said or (len(said) == 1 and said[0] in PRONOUNS):
        return False
    name = _without_titles(_keys(name))
    if not name:
        return False
    return name[-1] in said and (not full or name[0] in said)


def _core(speaker):
    """Return the keys of the name in a speaker's description: “spokesman Brian Fallon, who”: 2."""
    if not speaker:
        return []
    head = ASIDE.split(" ".join(speaker.strip(" \"'“”‘’,.").split()))[0]
    head = re.sub(r"^.*[’']s (?=[A-Z])", "", head)
    belonging = NAME_BEFORE_ORGANISATION.match(head)
    if belonging and sum(_key(w) not in TITLES | OFFICES for w in belonging[0].split()) >= 2:
        head = belonging[0]
    return _without_titles([key for key in map(_key, _last_name(_words_of(head))) if key])


def _last_name(words):
    """Return the last run of capitalised words, particles within it; all words if there is none."""
    runs = [[]]
    for word in words:
        if word[:1].isupper() or (runs[-1] and _key(word) in PARTICLES):
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    return next((run for run in reversed(runs) if run), words)


def _without_titles(keys):
    while len(keys) > 1 and keys[0] in TITLES:
        keys = keys[1:]
    while len(keys) > 1 and keys[-1] in SUFFIXES:
        keys = keys[:-1]
    return keys


def _keys(words):
    return [key for key in map(_key, _words_of(words)) if key]


def _words_of(text):
    text = unicodedata.normalize("NFKD", text or "")
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = text.translate(str.maketrans("łŁø", "lLo"))
    text = re.sub(r"[’']s\b|[’']$", "", text)
    return [word for word in re.split(r"[^\w’'.&-]+", text) if word.strip(".'-’")]


def _key(word):
    return word.lower().strip(".,'’\"-")
