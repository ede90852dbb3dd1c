"""What collectstatic leaves: scripts import others by names that say what is in them."""

import re

from django.core.management import call_command

from config import settings as ours

IMPORTED = re.compile(r"""^(?:import|export|\})[^"'\n]*["']([^"'\n]+)["'];$""", re.M)
HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")


def test_a_script_imports_others_by_hashed_names_that_there_are(tmp_path, settings):
    settings.STORAGES, settings.STATIC_ROOT = ours.STORAGES, tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    found = [
        (script, name)
        for script in tmp_path.rglob("*.js")
        if HASHED.search(script.name)
        for name in IMPORTED.findall(script.read_text())
    ]
    assert len(found) > 20
    wrong = {
        f"{script.name} imports {name}"
        for script, name in found
        if not HASHED.search(name) or not (script.parent / name).is_file()
    }
    assert wrong == set()
