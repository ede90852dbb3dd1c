"""Create the virtual environment (`.venv`, from hashed locks) and the secret key of a checkout."""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"
SEMANTIC = ROOT / "requirements-semantic.txt"

# A person's own settings of pip and Python that would install into, or read from, another place.
FOREIGN_SETTINGS = (
    "PYTHONPATH",
    "PYTHONHOME",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_ROOT",
    "PIP_PYTHON",
)

NO_PIP = (
    "Python's venv module is incomplete on this machine (it has no ensurepip, and there is no pip):"
    " install your system's package for it, e.g. `apt install python3-venv`, and run this again."
)


def enter(*, tests=False):
    """
    Return inside `.venv` with every lock installed; from outside, exec the same command there.

    Exits with a sentence where the environment cannot be made.
    """
    for name in FOREIGN_SETTINGS:
        os.environ.pop(name, None)
    locks = [ROOT / "requirements.txt", *([ROOT / "tests/requirements.txt"] if tests else [])]
    if (VAR / "models").exists():  # prepared once, they are kept
        locks.append(SEMANTIC)
    outside = Path(sys.prefix).resolve() != VENV.resolve()
    if _install(locks) or outside:
        sys.stdout.flush()
        os.execv(PYTHON, [PYTHON, *sys.orig_argv[1:]])  # noqa: S606 (the same command, inside)


def install_semantic():
    """Install, from inside `.venv`, what the models of meaning need."""
    _install([ROOT / "requirements.txt", SEMANTIC])
    importlib.invalidate_caches()


def secret_key():
    """Return SECRET_KEY of this checkout: made once, in a file only its owner may read."""
    path = VAR / "secret_key"
    VAR.mkdir(exist_ok=True)
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=VAR) as new:
            new.write(secrets.token_urlsafe(50))
            new.flush()
            with contextlib.suppress(FileExistsError):
                os.link(new.name, path)
    return path.read_text()


def write_private(path, text):
    """Write a file that only its owner reads."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)


@contextlib.contextmanager
def locked(path):
    """Lock a file (flock): one process at a time; the kernel unlocks when its holder is killed."""
    path.parent.mkdir(exist_ok=True)
    with open(path, "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _fingerprint(lock):
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return hashlib.sha256(version.encode() + lock.read_bytes()).hexdigest()


def _installed():
    """Return the fingerprints of the lock files that were installed completely."""
    return (
        set(STAMP.read_text().split()) if STAMP.exists() and os.access(PYTHON, os.X_OK) else set()
    )


def _install(locks):
    """Install what these lock files lack in `.venv`; return whether anything was."""
    if _installed().issuperset(map(_fingerprint, locks)):
        return False
    pip = _pip()
    with locked(VAR / "install.lock"):
        installed = _installed()
        STAMP.unlink(missing_ok=True)  # so that an install killed from here on starts over
        if _fingerprint(locks[0]) not in installed:
            if not (installed and _is_of_this_python()):
                _make_venv()  # else what changed is put in place: a site may be serving from it
            installed = set()
        for lock in locks:
            if _fingerprint(lock) not in installed:
                _pip_install(pip, lock)
                installed.add(_fingerprint(lock))
        STAMP.write_text("\n".join(installed))
    return True


def _is_of_this_python():
    return (VENV / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}").is_dir()


def _make_venv():
    _say(f"Making {VENV.name} with Python {sys.version.split()[0]} ...")
    try:
        import venv

        venv.EnvBuilder(clear=True, symlinks=True, with_pip=_ensurepip()).create(VENV)
    except (ImportError, subprocess.CalledProcessError) as error:
        sys.exit(f"{VENV} cannot be made: {error}.")


def _pip_install(pip, lock):
    _say(f"Installing {lock.relative_to(ROOT)} ...")
    command = [*pip, "install", "--no-input", "--no-deps", "--require-hashes", "-r", str(lock)]
    own = {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    if subprocess.run(command, env=os.environ | own, stdout=sys.stderr).returncode:
        sys.exit(f"pip could not install {lock.relative_to(ROOT)}: mend what it names above.")


def _say(words):
    """Print to standard error: what a command prints to standard output is its answer alone."""
    print(words, file=sys.stderr, flush=True)


def _ensurepip():
    return importlib.util.find_spec("ensurepip") is not None


def _pip():
    """Return the command that runs pip for `.venv`: its own pip, or else this machine's."""
    if _ensurepip():
        return [str(PYTHON), "-m", "pip"]
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    sys.exit(NO_PIP)
