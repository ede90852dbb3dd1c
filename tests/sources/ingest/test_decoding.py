"""A page is decoded as it says itself, or it is refused: never wrong letters."""

import codecs

import pytest

from sources.ingest import Unreadable
from sources.ingest.decoding import declared_encoding, decode, decode_page

WORDS = {
    "Łódź żółć ęą": ["utf-8", "iso-8859-2", "windows-1250", "iso-8859-16"],
    "Київ їжак ґанок": ["utf-8", "windows-1251", "koi8-u", "gb18030"],
    "Москва ёлка": ["koi8-r", "iso-8859-5", "ibm866", "x-mac-cyrillic", "euc-jp", "shift_jis"],
    "“café” – naïve €": ["windows-1252", "iso-8859-1", "latin1", "us-ascii", "macintosh"],
    "şehir ığdır": ["windows-1254", "iso-8859-9", "iso-8859-3"],
    "Αθήνα πόλη": ["windows-1253", "iso-8859-7"],
    "שלום עולם": ["windows-1255", "iso-8859-8", "iso-8859-8-i"],
    "مرحبا": ["windows-1256", "iso-8859-6"],
    "ežeras žuvis": ["windows-1257", "iso-8859-13", "iso-8859-4", "iso-8859-10"],
    "café crème": ["iso-8859-14", "iso-8859-15", "windows-1258"],
    "กรุงเทพ": ["windows-874", "tis-620", "iso-8859-11"],
    "東京は晴れ": ["shift_jis", "euc-jp", "iso-2022-jp", "x-sjis", "windows-31j"],
    "北京天氣": ["big5", "gbk"],
    "北京天气": ["gb2312", "gbk", "gb18030"],
    "서울 날씨": ["euc-kr", "ks_c_5601-1987", "windows-949"],
}
ALIKE = {"latin1": "cp1252", "iso-8859-1": "cp1252", "us-ascii": "cp1252", "x-sjis": "cp932"}
ALIKE |= {"macintosh": "mac_roman", "x-mac-cyrillic": "mac_cyrillic", "windows-874": "cp874"}
ALIKE |= {"windows-949": "cp949", "windows-31j": "cp932", "iso-8859-8-i": "iso-8859-8"}


def page(words, label):
    text = f"<!-- <meta charset=utf-7> --><meta charset='{label}'><p>{words}</p>"
    return text, text.encode(ALIKE.get(label, label))


@pytest.mark.parametrize(
    ("words", "label"), [(words, label) for words, labels in WORDS.items() for label in labels]
)
def test_a_page_is_read_in_the_encoding_it_names(words, label):
    text, raw = page(words, label)
    assert decode(raw, declared_encoding(raw)) == text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_outdoes_what_the_page_says(mark, encoding):
    text, _ = page("Łódź", "utf-8")
    raw = mark + text.replace("utf-8", "windows-1252").encode(encoding)
    assert "Łódź" in decode(raw, declared_encoding(raw) or "windows-1252")


@pytest.mark.parametrize(
    "head",
    [
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        '<?xml version="1.0" encoding="windows-1251"?>',
        '<?xml version="1.0" encoding="utf-8"?><meta charset=windows-1251>',
        '<meta name="description" content="charset=utf-7"><meta charset="windows-1251">',
    ],
)
def test_the_ways_a_page_names_its_encoding(head):
    assert declared_encoding(head.encode()) == "windows-1251"


@pytest.mark.parametrize(
    ("raw", "label"),
    [
        ("Łódź".encode(), "windows-1252"),  # it is UTF-8
        ("Łódź".encode("cp1250"), "utf-8"),
        ("Łódź".encode("cp1250"), None),
        ("„Łódź”".encode("cp1250"), "iso-8859-2"),  # its marks are control characters there
        ("Łódź".encode("utf-16-le"), None),
        ("Łódź".encode("utf-7"), "utf-7"),
        (b"plain", "rot13"),
        (b"plain", "\0"),
    ],
)
def test_bytes_that_are_not_what_they_say_are_refused(raw, label):
    with pytest.raises(Unreadable, match=r"\.$"):
        decode(raw, label)


def test_a_bad_byte_is_reported_with_its_line():
    with pytest.raises(Unreadable) as refused:
        decode(b"one\ntwo\nthr\xffee")
    assert refused.value.line == 3


SAID = "Burmistrz Wąs rzekł, że świadek źle śpi, gdyż łódź śmierdzi, a wiążą go więzy. " * 5


def test_signs_inside_words_show_another_encoding():
    text, notes = decode_page(SAID.encode("iso8859-2"), "windows-1250")
    assert text == SAID
    assert notes[0].startswith("The page says it is windows-1250; by its bytes it is")


def test_a_page_in_utf_8_with_some_other_bytes_is_read_with_a_word():
    raw = SAID.encode().replace("rzekł".encode(), b"rzek\xb3")
    text, notes = decode_page(raw, "utf-8")
    assert text == SAID.replace("rzekł", "rzek�")
    assert "(5 in all)" in notes[0]


def test_signs_that_another_encoding_does_not_explain_stay():
    assert decode_page("a±b a±b".encode("cp1250"), "windows-1250") == ("a±b a±b", [])


@pytest.mark.parametrize("odd", [b"<![foo]>", b"<![ ]>", b"<![endif]-->"])
def test_what_is_no_markup_does_not_end_the_reading(odd):
    assert declared_encoding(odd + b"<p>Trees.") is None
    assert declared_encoding(b"<meta charset=koi8-r>" + odd) == "koi8-r"
    assert declared_encoding(odd + b"<meta charset=koi8-r>") == "koi8-r"
