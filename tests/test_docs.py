"""The documents are true: every example works on the seed, every link leads somewhere."""

import io
import re
import shlex
import zipfile
from pathlib import Path

import pytest
from django.core import management
from django.core.management import call_command, find_commands

from config.owner import as_owner
from record.ledger import begin
from tests.record.restore.test_restore import empty

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXTS = {str(page.relative_to(ROOT)): page.read_text() for page in PAGES}
SITE = "http://localhost:8000"  # what `start` serves, and every example asks
SEED = re.compile("drone|tusk", re.IGNORECASE)  # words that the example article alone brings
MANAGE = "python3 manage.py "
NOT_RUN = {  # the commands that no example runs here, and why
    "start": "serves until Ctrl-C: test_journey starts it",
    "test": "runs this very test",
    "createsuperuser": "asks for a password",
    "backup": "needs connections of the owner: tests/config/test_backup.py runs it",
    "restore_backup": "needs connections of the owner: tests/config/test_backup.py runs it",
    "changepassword": "asks for a password",
    "ledger_key": "writes the checkout's key: tests/record/ledger makes one",
    "verify_ledger": "reads the checkout's ledger: tests/record/ledger verifies one",
    "cosign_ledger": "reads what a witness signed: tests/record/ledger/test_witnesses.py",
    "replay_ledger": "reads the checkout's ledger: tests/record/ledger replays one",
    "keep_ledger": "writes the checkout's ledger: tests/record/ledger keeps one",
    "migrate": "needs connections of the owner: the upgrade test runs it",
    "collectstatic": "writes into the checkout: test_journey starts a site, which does it",
    "recapture": "asks the web: its own test asks a server of its own",
    "benchmark": "takes minutes, and a quiet machine",
    "prepare_models": "installs packages of 200 MB: tests/claims/meaning tries what it made",
    "serve_models": "serves until it is stopped: tests/claims/meaning/test_served.py",
    "makemigrations": "writes into the checkout: test_quality runs it with --check",
}
OTHER_PROGRAMS = {"git", "cd", "pip", ".venv/bin/pip", "pg_dump", "pg_restore", "psql", "createdb"}
OTHER_PROGRAMS |= {"apt", "adduser", "install", "cp", "systemctl", "certbot"}  # a server's


def blocks(text, language):
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def lines(text):
    """The commands of a page's shell examples, without their comments and variables."""
    for block in blocks(text, "sh"):
        for line in block.replace("\\\n", " ").splitlines():
            yield re.sub(r"^(?:[A-Z_]+=\S+ )+", "", shlex.join(shlex.split(line, comments=True)))


def addresses(text):
    """(address, headers) of what a page asks with curl."""
    for words in map(shlex.split, lines(text)):
        if words[:1] == ["curl"]:
            headers = [words[i + 1] for i, word in enumerate(words) if word == "-H"]
            (url,) = [word for word in words if word.startswith(SITE)]
            yield url.removeprefix(SITE), dict(header.split(": ", 1) for header in headers)


def commands(text):
    for line in lines(text):
        if line.startswith(MANAGE) and line.split()[2] not in NOT_RUN:
            yield line.removeprefix(MANAGE)


def examples(text):
    """The Python examples that ask the site; others show a line to write."""
    return [block for block in blocks(text, "python") if SITE in block]


def pages_with(found):
    return [name for name, text in TEXTS.items() if list(found(text))]


def content(response):
    """A response's text; of a ZIP or a workbook, that of all its files."""
    body = b"".join(response) if response.streaming else response.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"\n".join(map(archive.read, archive.namelist()))
    return body.decode(errors="replace")


def answered(client, address, headers):
    """What is wrong with the answer to an example, or None."""
    response = client.get(address.replace('"', "%22"), headers=headers)
    text = content(response)
    if response.status_code == 200 and SEED.search(text):
        return None
    return response.status_code, text[:300]


OF_THEIR_OWN = {"docs/questions.md"}  # tests/record/api/test_questions.py tries it on more


@pytest.mark.parametrize("page", sorted({*pages_with(addresses)} - OF_THEIR_OWN))
def test_every_address_answers_with_something_of_the_seed(client, page):
    call_command("seed")
    wrong = {address: answered(client, address, given) for address, given in addresses(TEXTS[page])}
    assert {address: why for address, why in wrong.items() if why} == {}


@pytest.mark.parametrize("page", pages_with(commands))
def test_every_command_has_something_to_say(settings, tmp_path, monkeypatch, capsys, page):
    settings.PUBLIC_URL = "https://facts.example"
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    call_command("seed")
    for name, *arguments in map(shlex.split, commands(TEXTS[page])):
        if name == "restore":  # as its page says: into an empty database
            empty()
        capsys.readouterr()
        call_command(name, *arguments)
        said = capsys.readouterr().out
        if "--output" in arguments:
            said = Path(arguments[arguments.index("--output") + 1]).read_bytes()
        assert said, f"{name} {arguments}"


@pytest.mark.parametrize("page", pages_with(examples))
@pytest.mark.django_db(databases=["default", "record"], transaction=True, serialized_rollback=True)
def test_every_python_example_prints_something_of_the_seed(
    live_server, capsys, page, settings, tmp_path
):
    call_command("seed")
    settings.LEDGER_DIR = tmp_path
    with as_owner():
        begin()
    for example in examples(TEXTS[page]):
        capsys.readouterr()
        exec(example.replace(SITE, live_server.url), {})
        assert SEED.search(capsys.readouterr().out), example


def test_every_line_of_an_example_is_a_program_we_know():
    for page, text in TEXTS.items():
        for line in filter(None, lines(text)):
            program = line.split()[0]
            assert program == "curl" or line.startswith(MANAGE) or program in OTHER_PROGRAMS, page


def test_the_readme_is_read_at_one_sitting():
    assert len(TEXTS["README.md"].splitlines()) <= 150


def anchors(text):
    """The headings of a page as links name them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", TEXTS)
def test_every_link_leads_somewhere(page):
    for link in re.findall(r"\]\(([^)\s]+)\)", TEXTS[page]):
        path, _, anchor = link.partition("#")
        if path.startswith(("http:", "https:")):
            continue
        target = ((ROOT / page).parent / path).resolve() if path else ROOT / page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target.read_text()), link


@pytest.mark.parametrize("page", TEXTS)
def test_every_named_file_and_folder_exists(page):
    """A path in a code span, with a slash in it, and the tests that an example runs."""
    named = re.findall(r"`([a-z_.][\w./-]*/[\w./-]*)`", TEXTS[page])
    named += [word for line in lines(TEXTS[page]) for word in line.split() if "tests/" in word]
    here = [name for name in named if not name.startswith(("var/", ".venv/"))]  # `start` makes them
    assert [name for name in here if not (ROOT / name).exists()] == []


def test_every_module_of_the_extractor_that_is_named_exists():
    named = re.findall(r"\*\* \(([^)]+)\)", TEXTS["docs/extraction.md"])
    modules = re.findall(r"`(\w+)`", " ".join(named))
    assert len(modules) > 10
    extraction = ROOT / "sources" / "extraction"
    assert [name for name in modules if not list(extraction.glob(f"{name}*"))] == []


@pytest.mark.parametrize("page", TEXTS)
def test_one_word_for_one_thing(page):
    assert re.findall(r"\bfindings?\b", TEXTS[page], re.IGNORECASE) == []


def test_every_command_of_ours_is_documented():
    ours = {path.stem for path in ROOT.glob("*/management/commands/[a-z]*.py")}
    ours -= set(find_commands(management.__path__[0]))
    assert {name for name in ours if f"manage.py {name}" not in TEXTS["docs/operating.md"]} == set()


def test_every_setting_is_documented_and_no_other():
    read = ("settings", "databases", "mail")
    settings = "".join((ROOT / f"config/{name}.py").read_text() for name in read)
    names = set(
        re.findall(
            r'(?:get|switch|address|database|number|secret|long_enough|hosts_and_ports)\(\s*"([A-Z_]+)"',
            settings,
        )
    )
    assert {"DATABASE_URL", "PUBLIC_URL", "DEBUG"} <= names
    table = re.findall(r"^\| `([A-Z_]+)` \|", TEXTS["docs/operating.md"], re.MULTILINE)
    assert set(table) == names
