"""`.venv` is made once, brought up to its locks in place, and never trusted half made."""

import ast
import os
import shutil
import stat
import subprocess
import sys

import pytest

from config import environment
from config.environment import ROOT

PROBE = """
import sys
from config import environment

environment.enter(tests="--tests" in sys.argv)
if "--semantic" in sys.argv:
    environment.install_semantic()
print("inside", sys.prefix)
"""


def small(checkout):
    """Give a checkout the code under test, and locks that name no package: nothing is fetched."""
    for path in ("config/__init__.py", "config/environment.py"):
        (checkout / path).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / path, checkout / path)
    for path in ("requirements.txt", "requirements-semantic.txt", "tests/requirements.txt"):
        (checkout / path).parent.mkdir(exist_ok=True)
        (checkout / path).write_text(f"# {path}\n")
    (checkout / "probe.py").write_text(PROBE)
    return checkout


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A checkout after its first run, and what that printed; the tests copy it."""
    place = small(tmp_path_factory.mktemp("a first run"))
    return place, lines(begin(place))


@pytest.fixture
def installed(first, checkout):
    shutil.copytree(first[0], checkout, symlinks=True, dirs_exist_ok=True)
    return checkout


def begin(checkout, *arguments, **foreign):
    command = [sys._base_executable, "probe.py", *arguments]
    env = os.environ | foreign
    return subprocess.Popen(
        command, cwd=checkout, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def lines(process):
    output, errors = process.communicate()
    assert process.returncode == 0, errors
    return [
        line
        for line in (errors + output).splitlines()
        if line.startswith(("Making", "Install", "inside"))
    ]


def test_a_first_run_makes_the_environment_and_goes_on_inside_it(first):
    place, (making, installing, inside) = first
    assert making.startswith("Making .venv with Python 3.")
    assert installing == "Installing requirements.txt ..."
    assert inside == f"inside {place / '.venv'}"


def test_a_second_run_installs_nothing_even_where_the_checkout_has_moved(installed):
    assert lines(begin(installed)) == [f"inside {installed / '.venv'}"]


def test_a_changed_lock_is_installed_again_and_the_tests_lock_only_for_tests(installed):
    tests, inside = lines(begin(installed, "--tests"))
    assert tests == "Installing tests/requirements.txt ..."
    (installed / "requirements.txt").write_text("# changed\n")
    assert lines(begin(installed)) == ["Installing requirements.txt ...", inside]


def test_a_changed_lock_takes_nothing_from_under_a_site_that_serves(installed):
    served = installed / ".venv" / "of-the-site"
    served.touch()
    (installed / "requirements.txt").write_text("# changed\n")
    lines(begin(installed))
    assert served.exists()


def test_an_environment_of_another_python_is_made_anew(installed):
    [library] = (installed / ".venv" / "lib").iterdir()
    library.rename(library.with_name("python3.0"))
    (installed / "requirements.txt").write_text("# changed\n")
    assert lines(begin(installed))[0].startswith("Making")


def test_what_models_need_is_installed_once_asked_for_and_kept_where_they_are(installed):
    name = "Installing requirements-semantic.txt ..."
    assert lines(begin(installed, "--semantic"))[0] == name
    (installed / "requirements-semantic.txt").write_text("# changed\n")
    assert name not in lines(begin(installed))
    (installed / "var" / "models").mkdir()
    assert lines(begin(installed))[0] == name


def test_an_install_that_was_killed_starts_over(checkout):
    small(checkout)
    killed = begin(checkout)
    assert killed.stderr.readline().startswith("Making")
    killed.kill()
    killed.communicate()
    assert len(lines(begin(checkout))) == 3


def test_two_at_once_install_once(checkout):
    small(checkout)
    first, second = begin(checkout), begin(checkout)
    assert sorted(len(lines(process)) for process in (first, second)) == [1, 3]


def test_a_persons_own_settings_of_pip_and_python_do_not_lead_astray(installed):
    foreign = {"PIP_USER": "1", "PIP_TARGET": "/nowhere", "PIP_REQUIRE_VIRTUALENV": "1"}
    assert len(lines(begin(installed, "--tests", **foreign, PYTHONPATH="/nowhere"))) == 2


def test_a_failing_pip_ends_in_a_sentence(installed):
    (installed / "tests" / "requirements.txt").write_text("no-hash==1\n")
    process = begin(installed, "--tests")
    _, errors = process.communicate()
    assert process.returncode == 1
    sentence = "pip could not install tests/requirements.txt: mend what it names above."
    assert errors.splitlines()[-1] == sentence


def test_without_pip_the_package_that_brings_it_is_named(monkeypatch):
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        environment._pip()


def test_an_older_python_reads_manage_py_far_enough_to_say_so():
    source = (ROOT / "manage.py").read_text()
    ast.parse(source, feature_version=(3, 4))
    older = "import sys; sys.version_info = (3, 10, 4); sys.version = '3.10.4 (main)'\n" + source
    done = subprocess.run([sys.executable, "-c", older], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 1
    assert done.stderr == "Verbatim needs Python 3.11 or newer; this is 3.10.4.\n"


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "VAR", tmp_path / "var")
    assert environment.secret_key() == environment.secret_key()
    assert len(environment.secret_key()) >= 50
    assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600
