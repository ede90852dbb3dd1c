"""How a public document is declared: its fields, where each comes from and what it is.

From one declaration come the view that makes the document, the component of the API's description,
the columns of its exports and the table in docs/fields.md.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Type:
    """What a value is, in Table Schema's words, and how SQL of it (`{}`) is put into a document."""

    name: str
    format: str = "default"
    sql: str = "{}"
    choices: tuple = ()
    bounds: tuple = ()


TEXT = Type("string")
ID = Type("string", "uuid")
NUMBER = Type("integer")
DAY = Type("date")
MOMENT = Type("datetime", sql="record_time({})")


def choice(choices):
    """Return the type of a text that is one of `choices` (a TextChoices, or words)."""
    pairs = getattr(choices, "choices", None) or [(word, word) for word in choices]
    return Type("string", choices=tuple(pairs))


@dataclass(frozen=True)
class Object:
    """A document, or one inside another: `name` is its component in the API's description."""

    name: str
    words: str
    fields: tuple

    @property
    def sql(self):
        """The expression that makes it, over the tables that its fields' SQL names."""
        pairs = ", ".join(f"'{key.name}', {key.expression}" for key in self.fields)
        return f"json_build_object({pairs})"

    def at(self, path):
        """Return the field at a path such as "claimant.name". Raises KeyError if there is none."""
        name, _, rest = path.partition(".")
        found = {key.name: key for key in self.fields}[name]
        return found.type.at(rest) if rest else found


@dataclass(frozen=True)
class Listed:
    """A list of values of one Type or Object."""

    of: Type | Object


@dataclass(frozen=True)
class Field:
    """
    A key of a document.

    `sql` is over the tables of the document's source; of an Object, `{}` in it stands for the
    expression that makes it of its own fields. `restored` marks the keys by which restore knows
    such a document and that it cannot do without.
    """

    name: str
    type: Type | Object | Listed
    sql: str = "{}"
    words: str = ""
    example: str = ""
    null: bool = False
    restored: bool = False

    @property
    def expression(self):
        match self.type:
            case Type():
                return self.type.sql.format(self.sql)
            case Object():
                return self.sql.replace("{}", self.type.sql)
        return self.sql


@dataclass(frozen=True)
class Column:
    """
    A column of an export: `sql` is of a document `d` (jsonb), of a part `e` of it, or of `site`.

    `type` and `format` are Table Schema's; `site` is our own address.
    """

    name: str
    sql: str
    description: str
    type: str = "string"
    format: str = "default"

    @property
    def is_text(self):
        """Whether a person wrote what stands there."""
        return self.type == "string" and self.format != "uuid"

    @property
    def shows_address(self):
        """Whether its values begin with our own address."""
        return self.sql.startswith("site ||")


def columns(document, *given, of="d"):
    """
    Return the Columns of an export of `document`, an Object.

    Each is given as a Column, as the path of a field, or as (name, path) or (name, path, words);
    its type is the field's, its words too where none are given. `of` is "d" for the whole
    document, "e" where the document is a part of another.
    """
    return tuple(c if isinstance(c, Column) else _column(document, c, of) for c in given)


def _column(document, given, of):
    name, path, *words = (given, given) if isinstance(given, str) else given
    key = document.at(path)
    keys = path.split(".")
    sql = f"{of} ->> '{path}'" if len(keys) == 1 else f"{of} #>> '{{{','.join(keys)}}}'"
    sql = "public_id" if (of, path) == ("d", "id") else sql  # the same, and beside the document
    return Column(name, sql, words[0] if words else key.words, key.type.name, key.type.format)


def joined(path, separator, key=""):
    """
    Return SQL of the texts (or the texts at `key`) in the list at `path`, in one cell.

    A text that has the separator stands in quotation marks, its own ones doubled, as in CSV.
    """
    inner = f"x ->> '{key}'" if key else "x #>> '{}'"
    if separator.strip():
        inner = (
            f"CASE WHEN {inner} ~ '[{separator.strip()}\"]' "
            f"THEN '\"' || replace({inner}, '\"', '\"\"') || '\"' ELSE {inner} END"
        )
    listed = f"jsonb_array_elements({path}) WITH ORDINALITY l (x, n)"
    return f"(SELECT string_agg({inner}, '{separator}' ORDER BY n) FROM {listed})"


def function(signature, body, returns="json", volatility="STABLE"):
    """
    Return SQL that makes a function, or makes it anew, of one query that gives one value.

    A connection plans it once; one in LANGUAGE sql would be planned anew by each statement.
    """
    return (
        f"CREATE OR REPLACE FUNCTION {signature} RETURNS {returns} LANGUAGE plpgsql {volatility} "
        f"AS $function$ BEGIN RETURN ({body.strip()}); END $function$"
    )


@dataclass(frozen=True)
class Public:
    """
    What is public of a kind, and what its ready rows are made of.

    `document` is read from `source` (what follows FROM) under `condition`; `table` is the alias of
    the desk's table there whose row each document is of. `columns` are {name: SQL} of what the
    rows are found and ordered by. `functions` are made before the view. `drafts` are further views,
    {name: what is selected}, of the same source without the condition: for the desk alone.
    `stored_inline` keeps the documents in their rows, uncompressed: a page of fifty is read three
    times as fast as when each must be fetched from beside the table and unpacked.
    """

    document: Object
    table: str
    source: str
    condition: str
    columns: dict
    functions: tuple = ()
    drafts: dict = field(default_factory=dict)
    public_id: str = ""
    stored_inline: bool = False

    def selected(self):
        """Return {column of the view: SQL}."""
        public_id = self.public_id or f"{self.table}.public_id"
        first = {"id": f"{self.table}.id", "public_id": public_id, "document": self.document.sql}
        return first | self.columns

    def views(self, name):
        """Return a list of the SQL of each view of the kind that is called `name`."""
        wanted = ",\n".join(f"{sql} AS {column}" for column, sql in self.selected().items())
        return [
            *(
                f"CREATE VIEW {draft} AS SELECT {some}\nFROM {self.source}"
                for draft, some in self.drafts.items()
            ),
            f"CREATE VIEW public_{name} AS SELECT {wanted}\nFROM {self.source}\n"
            f"WHERE {self.condition}",
        ]
