"""
`python3 -m tests.mutants`: remove each guard, run the tests that should notice, print who died.

Nothing is changed in this checkout: every guard is removed in a copy of it, and in a test database
of that copy's own. Exits with 0 only if every guard was missed by a test.
"""

import sys

from config import environment

if __name__ == "__main__":
    environment.enter(tests=True)
    from tests.mutants.command import main

    sys.exit(main(sys.argv[1:]))
