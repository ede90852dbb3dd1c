"""The forms that articles come in: each is read, also under a wrong name, and within limits."""

import gzip
import io
import zipfile
from email.message import EmailMessage

import brotli
import pytest

from sources.ingest import Document, Fault, PassedOver, archive, forms, load_documents, pdf, warc
from tests.web import serving

TEXT = "“We will plant a thousand trees,” said Mayor Anna Nowak. "
WORDS = "The square before the town hall was full of people who had come to hear about it. " * 4
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Trees</title></head>
<body><article><h1>Trees</h1><p>{TEXT}</p><p>{WORDS}</p></article></body></html>"""
AT = "https://paper.example/trees"
VTT = """WEBVTT

00:01.000 --> 00:04.000
<v Anna Nowak>We will plant
a thousand <i>trees</i>

00:04.000 --> 00:05.000
<v Anna Nowak>on the square.

00:05.100 --> 00:07.000
<v Jan Kos>And who waters them?
"""
SRT = """1
00:00:01,000 --> 00:00:04,000
MAYOR NOWAK: We will plant

2
00:00:04,100 --> 00:00:06,000
a thousand trees.

3
00:00:06,100 --> 00:00:07,000
- Who waters them?

4
00:00:19,000 --> 00:00:21,000
The meeting ended there.
"""
VTT_TEXT = (
    "Anna Nowak: We will plant a thousand trees on the square.\nJan Kos: And who waters them?"
)
SRT_TEXT = (
    "MAYOR NOWAK: We will plant a thousand trees.\n- Who waters them?\nThe meeting ended there."
)
PDF_LINES = [
    *("Speech on trees", "We will plant a thousand trees on the square, and in the long"),
    *("run a wood of oaks and lime-", "trees. They need no water.", "That is all."),
]


def a_pdf(lines=PDF_LINES, **catalog):
    """A PDF of one page with these lines; none without lines."""
    shown = b"BT /F 12 Tf 14 TL 50 700 Td " + b" ".join(b"(%s) ' " % one.encode() for one in lines)
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d>>stream\n%s ET\nendstream" % (len(shown) + 3, shown),
    ]
    raw, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(raw))
        raw += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 5\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size 5>>\nstartxref\n%d\n%%%%EOF"
    return raw + end % (table, len(raw))


def an_mhtml():
    message = EmailMessage()
    message["Snapshot-Content-Location"] = AT
    message["Subject"] = "Trees"
    message.set_content(PAGE, subtype="html", cte="quoted-printable")
    message.make_related()
    message.add_related(b"\x89PNG", "image", "png")
    return b"From: <Saved by Blink>\r\n" + message.as_bytes()


def a_warc(*pages, kind="text/html", packed=""):
    records = []
    for url, page in pages:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nSet-Cookie: id=7\r\n"
        head += f"Content-Encoding: {packed}\r\n" if packed else ""
        body = f"{head}\r\n".encode() + (page if isinstance(page, bytes) else page.encode())
        records.append(
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            "WARC-Date: 2026-03-02T09:15:00Z\r\nContent-Type: application/http\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
            + b"\r\n\r\n"
        )
    return records


def a_zip(**files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name.replace("__", "."))  # of 1980: the same bytes each time
            archive.writestr(member, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def read(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(load_documents([path]))


@pytest.mark.parametrize("name", ["a.vtt", "a.txt"])
def test_captions_become_paragraphs_with_the_voices_they_name(tmp_path, name):
    [document] = read(tmp_path / name, VTT)
    assert (document.text, document.raw) == (VTT_TEXT, VTT.encode())


@pytest.mark.parametrize("name", ["a.srt", "a.txt"])
def test_a_dash_a_name_or_a_pause_begins_a_paragraph(tmp_path, name):
    [document] = read(tmp_path / name, SRT.replace("\n", "\r\n"))
    assert document.text == SRT_TEXT


@pytest.mark.parametrize(
    ("caption", "text"),
    [
        ("<v Ada>No.</v> <v.loud Bo &amp; Per>Why?</v>", "Ada: No.\nBo & Per: Why?"),
        ("(Noise) <v Ada>No,\nnever.", "(Noise)\nAda: No, never."),
        ("- Who waters\nthem?\n- I do.", "- Who waters them?\n- I do."),
        ("R&amp;D is &lt;b&gt;&nbsp;x\n2 < 3 and 4 > 3", "R&D is <b> x 2 < 3 and 4 > 3"),
        ("<v>Hello.", "Hello."),
        ("<v Ada>We said\n– all of us – no.", "Ada: We said – all of us – no."),
        ("It costs two\n- to three million.", "It costs two - to three million."),
    ],
)
def test_each_who_speaks_in_a_caption_has_a_paragraph_and_entities_are_letters(
    tmp_path, caption, text
):
    [document] = read(tmp_path / "a.vtt", f"WEBVTT\n\n00:01.000 --> 00:04.000\n{caption}\n")
    assert document.text == text


def test_what_looks_like_an_entity_in_subrip_is_as_it_stands(tmp_path):
    [document] = read(tmp_path / "a.srt", SRT.replace("thousand", "&amp;"))
    assert "a &amp; trees" in document.text


@pytest.mark.parametrize("name", ["a.pdf", "a.txt"])
def test_the_lines_of_a_pdf_become_paragraphs_and_keep_their_hyphens(tmp_path, name):
    [document] = read(tmp_path / name, a_pdf())
    assert document.text == (
        "Speech on trees We will plant a thousand trees on the square, and in the long run a wood "
        "of oaks and lime-trees. They need no water.\nThat is all."
    )


def test_a_pdf_of_pictures_says_what_to_do(tmp_path):
    [fault] = read(tmp_path / "a.pdf", a_pdf(lines=[]))
    assert fault.reason == pdf.NO_TEXT


def test_a_saved_page_is_read_in_the_encoding_that_it_was_saved_in(tmp_path):
    page = PAGE.replace('<meta charset="utf-8">', "").replace("Nowak", "Łąka")
    body = page.replace("“", '"').replace("”", '"').encode("iso-8859-2")
    head = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: text/html; charset=iso-8859-2\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    [document] = read(tmp_path / "a.mht", head + body + b"\r\n--x--\r\n")
    assert "Anna Łąka" in document.text


@pytest.mark.parametrize("label", ["unicode", "_autodetect", "binary"])
def test_an_encoding_that_nobody_knows_is_the_page_s_to_name(tmp_path, label):
    page = PAGE.replace("utf-8", "windows-1250").replace("Nowak", "Łąka").encode("cp1250")
    head = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        b'Content-Type: text/html; charset="' + label.encode() + b'"\r\n'
        b"Content-Transfer-Encoding: 8bit\r\n\r\n"
    )
    [document] = read(tmp_path / "a.mht", head + page + b"\r\n--x--\r\n")
    assert "Anna Łąka" in document.text


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a.html"])
def test_a_saved_page_knows_its_address(tmp_path, name):
    [document] = read(tmp_path / name, an_mhtml())
    assert (document.url, document.headline, document.raw.strip()) == (AT, "Trees", PAGE.encode())
    assert TEXT.strip() in document.text


def test_a_mail_is_no_page(tmp_path):
    [fault] = read(tmp_path / "a.txt", "From: a@b.example\nMIME-Version: 1.0\n\nWe =E2=80=9C")
    assert "is an e-mail" in fault.reason


def test_each_page_of_a_web_archive_is_an_article(tmp_path):
    raw = b"".join(a_warc((AT, PAGE), (f"{AT}/2", PAGE)) + a_warc((AT, "a"), kind="text/css"))
    one, two = read(tmp_path / "a.warc", raw)
    assert [(d.url, d.line) for d in (one, two)] == [(AT, 1), (f"{AT}/2", 2)]
    assert one.response == {
        "url": AT,
        "status": 200,
        "headers": [["content-type", "text/html"]],
        "at": "2026-03-02T09:15:00Z",
    }


@pytest.mark.parametrize(("packed", "pack"), [("br", brotli.compress), ("gzip", gzip.compress)])
def test_a_page_that_its_server_packed_is_unpacked_or_a_fault(tmp_path, monkeypatch, packed, pack):
    long = pack((PAGE + "Trees. " * 50_000).encode())
    pages = [pack(PAGE.encode()), long[: len(long) // 2], b"no" * 90, long]
    monkeypatch.setattr(warc, "MAX_ARTICLE_BYTES", 5_000)
    raw = b"".join(a_warc(*((f"{AT}/{n}", p) for n, p in enumerate(pages)), packed=packed))
    document, *faults = read(tmp_path / "a.warc", raw)
    assert document.url == f"{AT}/0" and "We will plant" in document.text
    assert ["content-encoding", packed] in document.response["headers"]
    assert [fault.line for fault in faults] == [2, 3, 4]


@pytest.mark.parametrize("packed", ["br", "gzip"])
def test_a_page_that_its_archive_unpacked_is_read(tmp_path, packed):
    [document] = read(tmp_path / "a.warc", b"".join(a_warc((AT, PAGE.encode()), packed=packed)))
    assert "We will plant" in document.text


def test_a_password_in_an_archive_is_kept_nowhere(tmp_path):
    [document] = read(tmp_path / "a.warc", a_warc(("https://me:secret@paper.example/a", PAGE))[0])
    assert document.url == "https://paper.example/a" and "secret" not in str(document)


def test_half_a_page_does_not_come_in_with_a_packed_archive_that_breaks_off(tmp_path):
    packed = b"".join(map(gzip.compress, a_warc((AT, PAGE), (f"{AT}/2", PAGE))))
    assert len(read(tmp_path / "a.warc.gz", packed)) == 2
    document, fault = read(tmp_path / "b.warc.gz", packed[:-40])
    assert isinstance(document, Document) and "cut off" in fault.reason


def test_a_page_too_long_in_an_archive_is_left_and_the_next_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(warc, "MAX_ARTICLE_BYTES", 5_000)
    fault, document = read(
        tmp_path / "a.warc", b"".join(a_warc((AT, PAGE + " " * 5_000), (f"{AT}/2", PAGE)))
    )
    assert (fault.line, document.url) == (1, f"{AT}/2")


def test_the_server_knows_the_encoding_better_than_the_page(tmp_path):
    page = PAGE.replace("Nowak", "Łąka").replace('<meta charset="utf-8">', "")
    [record] = a_warc((AT, page), kind="text/html; charset=iso-8859-2")
    raw = record.replace(
        page.encode(), page.replace("“", '"').replace("”", '"').encode("iso-8859-2")
    )
    raw = raw.replace(
        f"Length: {length(record)}".encode(), f"Length: {length(record) - 6}".encode()
    )
    [document] = read(tmp_path / "a.warc", raw)
    assert "Anna Łąka" in document.text


def length(record):
    return int(record.split(b"Content-Length: ")[1].split(b"\r\n")[0])


def test_a_zip_holds_any_of_these_and_names_what_it_does_not(tmp_path):
    inner = a_zip(a__txt="Trees.")
    raw = a_zip(a__txt="Trees.", b__vtt=VTT, c__docx="PK", d__zip=inner, e__txt=b"\xff")
    text, captions, other, nested, bad = read(tmp_path / "a.zip", raw)
    assert (text.text, text.file) == ("Trees.", f"{tmp_path}/a.zip/a.txt")
    assert captions.text == VTT_TEXT
    assert other == PassedOver(f"{tmp_path}/a.zip/c.docx", 1, forms.PASSED_OVER)
    assert "zip inside a zip" in nested.reason and "not utf-8" in bad.reason


def test_a_zip_beyond_the_limits_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MAX_FILES", 2)
    monkeypatch.setattr(archive, "MAX_UNPACKED_BYTES", 1_000)
    [fault] = read(tmp_path / "a.zip", a_zip(a="", b="", c=""))
    assert "more than 2 files" in fault.reason
    [fault] = read(tmp_path / "a.zip", a_zip(a=bytes(1_001)))
    assert "unpacks to more than" in fault.reason


def test_a_zip_that_says_less_than_it_holds_gives_no_more(tmp_path):
    raw = a_zip(a__txt="x" * 5_000).replace(
        (5_000).to_bytes(4, "little"), (9).to_bytes(4, "little")
    )
    [fault] = read(tmp_path / "a.zip", raw)
    assert "cannot be unpacked" in fault.reason


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", b"PK\x03\x04 and no more"),
        ("a.zip", a_zip(a__txt="x" * 500)[:-60]),
        ("a.pdf", b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj"),
        ("a.pdf", b""),
        ("a.warc", b"WARC/1.0\r\n\r\n"),
        ("a.warc", b"nothing of the kind"),
        ("a.warc.gz", b"\x1f\x8b\x08\x00"),
        ("a.vtt", b"WEBVTT\n\n"),
        ("a.srt", b"1\nsoon --> later\nWords"),
        ("a.mhtml", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x"),
        ("a.rss", b"<rss><channel/></rss>"),
        ("a.rss", b"\0\1\2"),
        ("a.xml", b"<urlset><url><loc>https://paper.example/a</loc></url></urlset>"),
        ("a.docx", b"PK\x03\x04"),
    ],
)
def test_what_is_not_what_it_seems_is_a_fault_in_a_sentence(tmp_path, name, content, capfd):
    [fault] = read(tmp_path / name, content)
    assert isinstance(fault, Fault) and fault.reason.endswith(".")
    assert capfd.readouterr() == ("", "")


RSS = (
    "<rss><channel><link>{0}/</link><item><link>{0}/a</link></item>"
    "<item><link>{0}/b</link></item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><link href="{0}/"/><entry>'
    '<link rel="replies" href="{0}/c"/><link href="{0}/a"/></entry>'
    '<entry><link rel="alternate" href="{0}/b"/></entry><entry/></feed>'
)


@pytest.fixture
def site(settings):
    page = (200, {"Content-Type": "text/html"}, PAGE.encode())
    with serving({"/a": page, "/b": page}) as server:
        settings.FETCH_ALSO = {server.place}
        yield server


@pytest.mark.parametrize("feed", [RSS, ATOM, RSS.replace("<item>", "<item><!-- one --><?x y?>")])
def test_a_feed_is_followed_to_its_articles(tmp_path, site, feed):
    found = read(tmp_path / "a.xml", feed.format(site.address))
    assert [d.url for d in found] == [f"{site.address}/a", f"{site.address}/b"]
    assert found[0].response["url"] == f"{site.address}/a"
    assert site.asked == ["/robots.txt", "/a", "/b"]


def test_a_feed_at_an_address_is_followed_and_a_feed_in_a_feed_is_not(site):
    site.pages["/feed"] = (200, {}, RSS.format(site.address).encode())
    site.pages["/b"] = site.pages["/feed"]
    page, fault = load_documents([f"{site.address}/feed"])
    assert isinstance(page, Document)
    assert "feed inside a feed" in fault.reason


def test_an_address_gives_what_is_there_with_the_address(site):
    site.pages["/c"] = (200, {"Content-Type": "application/pdf"}, a_pdf())
    site.pages["/d"] = (200, {"Content-Type": "image/png"}, b"\x89PNG")
    document, fault = load_documents([f"{site.address}/c", f"{site.address}/d"])
    assert (document.url, document.response["status"]) == (f"{site.address}/c", 200)
    assert "image/png" in fault.reason


def test_a_page_that_needs_a_browser_is_said_to(site):
    site.pages["/d"] = (200, {"Content-Type": "text/html"}, b"<html><script>show()</script></html>")
    [fault] = load_documents([f"{site.address}/d"])
    assert "save it there and import the file" in fault.reason


def test_entities_of_a_feed_are_not_expanded(tmp_path):
    declared = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    [fault] = read(tmp_path / "a.rss", f"{declared}<rss><item><link>&a;</link></item></rss>")
    assert "no RSS or Atom feed" in fault.reason
