"""The command: which guards, how many at a time, and a line for each."""

import argparse
import tempfile
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from config import postgres

from .guards import GUARDS
from .run import DIED, Result, check_unchanged, remove

COULD_NOT = "The tests do not pass with every guard in place, so they would show nothing:\n{}"


def main(arguments):
    """Run what the command line asks for; the exit status, or a sentence."""
    options = parsed(arguments)
    known = {guard.name: guard for guard in GUARDS}
    if unknown := set(options.only or ()) - set(known):
        return f"There is no guard named {', '.join(sorted(unknown))}; --list shows them all."
    guards = [known[name] for name in options.only] if options.only else GUARDS
    if options.list:
        print(*(f"{guard.name:50} {guard.place}" for guard in guards), sep="\n")
        return 0
    with tempfile.TemporaryDirectory(prefix="mutants-") as directory:
        place = Path(directory)
        place.chmod(0o755)  # PostgreSQL's own account must get through
        with postgres.provided(place / "postgres"):
            return removed_one_by_one(guards, place, options.jobs)


def parsed(arguments):
    parser = argparse.ArgumentParser(prog="python3 -m tests.mutants", description=__doc__)
    parser.add_argument("--only", metavar="NAME", nargs="+", help="remove these guards alone")
    parser.add_argument("--list", action="store_true", help="print the guards, and remove none")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time (2)")
    return parser.parse_args(arguments)


def removed_one_by_one(guards, place, jobs):
    """Print a line for each guard and a total; the exit status, or a sentence."""
    if failure := check_unchanged(guards, place):
        return COULD_NOT.format(failure)
    results = []
    with ThreadPoolExecutor(jobs) as pool:
        running = {pool.submit(remove, guard, place): guard for guard in guards}
        try:
            for done in as_completed(running):
                results.append(result_of(done, running[done]))
                print(results[-1], flush=True)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    died = sum(result.outcome == DIED for result in results)
    print(f"{died} of {len(results)} died.")
    return 0 if died == len(results) else 1


def result_of(done, guard):
    """What came of a guard; whatever went wrong on the way is an error of that guard alone."""
    try:
        return done.result()
    except Exception as error:
        return Result(guard.name, "error", 0, str(error))
