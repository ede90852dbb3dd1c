"""What a guard is, and the ways to remove one."""

from dataclasses import dataclass

EDIT = """
DO $edit$
DECLARE
    body text := pg_get_functiondef('{function}'::regproc);
    parts text[] := string_to_array(body, $old${old}$old$);
BEGIN
    IF cardinality(parts) <> 2 THEN
        RAISE EXCEPTION 'The text stands % times in {function}.', cardinality(parts) - 1;
    END IF;
    EXECUTE array_to_string(parts, $new${new}$new$);
END $edit$
"""


class NotFound(Exception):
    """The text of a guard does not stand in its file exactly once."""


@dataclass(frozen=True)
class Guard:
    """
    A line that keeps something from happening, and the tests that should miss it.

    It is removed either in a `file`, where `new` replaces the one `old`, or in the test database,
    by `sql` that its owner runs.
    """

    name: str
    tests: tuple
    file: str = ""
    old: str = ""
    new: str = ""
    sql: str = ""

    @property
    def place(self):
        return self.file or "the database"

    def remove_from(self, checkout):
        """Write the file of the checkout (a Path) without the guard. Raises NotFound."""
        if self.file:
            path = checkout / self.file
            path.write_text(self.without(path.read_text()))

    def without(self, text):
        if (times := text.count(self.old)) != 1:
            raise NotFound(f"Its text stands {times} times in {self.file}, not once: {self.old!r}")
        return text.replace(self.old, self.new)


def in_file(name, file, old, new, *tests):
    """A guard in a file of ours."""
    return Guard(name, tests, file=file, old=old, new=new)


def in_database(name, sql, *tests):
    """A guard in the database that this SQL takes away."""
    return Guard(name, tests, sql=sql)


def trigger(name, table, *tests):
    """A rule that a trigger of its own name keeps."""
    return in_database(name, f"DROP TRIGGER {name} ON {table}", *tests)


def constraint(name, table, *tests):
    """A rule that a check constraint keeps."""
    return in_database(name, f"ALTER TABLE {table} DROP CONSTRAINT {name}", *tests)


def unique(name, *tests):
    """A rule that a unique index keeps (a constraint with a condition or an expression)."""
    return in_database(name, f"DROP INDEX {name}", *tests)


def in_function(name, function, old, new, *tests):
    """A part of what a function of the database does."""
    return in_database(name, EDIT.format(function=function, old=old, new=new), *tests)
