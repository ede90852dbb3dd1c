"""The record's derived objects as SQL, put together from the documents' declarations."""

from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.db import connection

from record.documents import KINDS
from record.documents.canonical import canonical_function

from . import tally

HERE = Path(__file__).parent
# The other SQL files here are frozen with the migrations that read them.
LIVING = ("documents", "questions", "withdrawn", "matching")
LIVING += ("follow", "reviewed", "ledger", "refuse", "access", "tally", "vectors")
(
    DOCUMENTS,
    QUESTIONS,
    WITHDRAWN,
    MATCHING,
    FOLLOW,
    REVIEWED,
    LEDGER,
    REFUSE,
    ACCESS,
    TALLY,
    VECTORS,
) = ((HERE / f"{name}.sql").read_text() for name in LIVING)
TALLY = TALLY.replace(":kinds", ",".join(kind._meta.model_name for kind in KINDS))

# An article that comes in is in no document before it has a snapshot, nor is that before it has a
# quote: an import waits for nobody who publishes, and costs no documents.
HAS_SNAPSHOTS = "EXISTS (SELECT FROM sources_snapshot WHERE article_id = changed.id)"
HAS_QUOTES = "EXISTS (SELECT FROM sources_quote WHERE snapshot_id = changed.id)"
ARTICLE_HAS_QUOTES = (
    "EXISTS (SELECT FROM sources_snapshot n JOIN sources_quote q ON q.snapshot_id = n.id "
    "WHERE n.article_id = changed.article_id)"
)
# Not by the claim's verdict: while a correction takes the place of what is superseded, the claim
# has one and is nevertheless in no view, so that its past would be taken away with it.
IS_PUBLISHED = (
    "EXISTS (SELECT FROM claims_verification v "
    "WHERE v.claim_id = changed.claim_id AND v.stage = 'published')"
)
# What follows a change of the desk's tables: (a function record_…_changed, the column that holds
# its ids, which rows are worth it), for each table as often as needed.
FOLLOWED = {
    "sources_publisher": [("publishers", "id", "true")],
    "sources_article": [
        ("articles", "id", HAS_SNAPSHOTS),
        ("publisher_rows", "publisher_id", f"publisher_id IS NOT NULL AND {HAS_SNAPSHOTS}"),
    ],
    "sources_snapshot": [
        ("article_rows", "article_id", ARTICLE_HAS_QUOTES),
        ("snapshot_rows", "id", HAS_QUOTES),
    ],
    "sources_placement": [("snapshots", "snapshot_id", "true")],
    "sources_speaker": [("speakers", "id", "true")],
    "sources_role": [("speakers", "speaker_id", "true")],
    "sources_quote": [
        ("quotes", "id", "status = 'accepted'"),
        ("speaker_rows", "speaker_id", "status = 'accepted'"),
        ("snapshots", "snapshot_id", "status = 'accepted'"),
    ],
    "claims_appearance": [
        ("claims", "claim_id", f"confirmed_by_id IS NOT NULL AND {IS_PUBLISHED}")
    ],
    "claims_claim": [
        ("claims", "id", "verdict_id IS NOT NULL"),
        ("speaker_rows", "claimant_id", "verdict_id IS NOT NULL"),
    ],
    "claims_claim_topics": [("claims", "claim_id", "true"), ("topic_rows", "topic_id", "true")],
    "claims_match": [
        ("matched_claims", "claim_id", "stage = 'confirmed'"),
        ("matched_claims", "other_id", "stage = 'confirmed'"),
    ],
    "claims_review": [("matched_claims", "claim_id", "confirmed_by_id IS NOT NULL")],
    "claims_topic": [("topics", "id", "true")],
    "claims_verdict": [("verdicts", "id", "true")],
}
# Written beside the followed ones while a document is prepared: they stand still with them. What is
# public of a verification changes with a step alone, and each writes its claim's verdict, but for
# that to superseded, which the step of the correction follows.
BESIDE = ("claims_evidence", "claims_verification")
# What the desk writes: the tables of these apps but for those that the owner's functions or
# `migrate` write, and besides them people with their rights, and what is counted and remembered.
DESK_APPS = ("sources", "claims")
WRITTEN_BY_OWNER = ("sources_change", "claims_step")
WRITTEN_BESIDES = (
    "claims_vector",  # by the process that holds the models
    "auth_user",
    "auth_user_groups",
    "auth_user_user_permissions",
    "auth_group",
    "auth_group_permissions",
    "django_admin_log",
    "django_session",
    "record_delivery",
    "otp_static_staticdevice",
    "otp_static_statictoken",
    "otp_totp_totpdevice",
    "record_login",
    "record_session",
    "record_taken",
    "record_token",
    "record_webhook",
)
TRANSITION = {"INSERT": "NEW TABLE AS now", "DELETE": "OLD TABLE AS was"}
TRANSITION["UPDATE"] = "OLD TABLE AS was NEW TABLE AS now"

# Only rows that differ are written: a change nobody outside can see leaves the record untouched.
# What was written is told in record_change, in the order of its commits. Each kind has a function
# of its own, whose statements a connection plans once: planning takes longer than most changes do.
#
# Each document is made once, in an array that both statements read: making it is most of the work.
# So many at a time that the array stays small, and that each row finds its like in it quickly.
RENEW = """
CREATE OR REPLACE FUNCTION record_renew_{name}(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    at_once CONSTANT integer := 200;
    part bigint[];
    fresh public_{name}[];
    old uuid[];
    new uuid[];
BEGIN
    FOR i IN 1 .. COALESCE(cardinality(ids), 0) BY at_once LOOP
        part := ids[i : i + at_once - 1];
        fresh := ARRAY(SELECT p FROM public_{name} p WHERE id = ANY(part));
        WITH gone AS (
            DELETE FROM record_{name} r WHERE id = ANY(part) AND NOT EXISTS (
                SELECT FROM unnest(fresh) p WHERE p.id = r.id AND ({compared_p}) IS NOT DISTINCT
                    FROM ({compared_r}))
            RETURNING {returned}),
        past AS (
            INSERT INTO record_{name}_past ({columns}, since, until)
            SELECT {columns}, since, moment FROM gone)
        SELECT ARRAY(SELECT public_id FROM gone) INTO old;
        WITH added AS (
            INSERT INTO record_{name} ({columns}, since)
            SELECT {columns}, moment FROM unnest(fresh)
            ON CONFLICT (id) DO NOTHING RETURNING public_id)
        SELECT ARRAY(SELECT public_id FROM added) INTO new;
        INSERT INTO record_change (kind, public_id, at, document)
        SELECT '{name}', public_id, moment, document FROM record_{name} WHERE public_id = ANY(new)
        UNION ALL SELECT '{name}', id, moment, NULL FROM unnest(old) id WHERE NOT id = ANY(new);
        -- What is taken away is taken from the past as well: nobody can ask for it any more.
        DELETE FROM record_{name}_past WHERE public_id = ANY(old) AND NOT public_id = ANY(new);
        UPDATE record_change SET document = NULL
        WHERE kind = '{name}' AND public_id = ANY(old) AND NOT public_id = ANY(new)
            AND document IS NOT NULL;
    END LOOP;
END $$
"""
# The past: each row that the record once had, from when until when. Read through views that are
# named as the tables and stand in a schema of their own: whoever puts that schema first in the
# search_path and a time in verbatim.as_of asks every question as it would have been answered then.
# The conditions stand outside of the UNION ALL, and the past has the present's indexes: so
# PostgreSQL reads both in the order that is asked for, and no more of them than a page needs.
THEN = """
CREATE VIEW record_then.record_{name} AS SELECT {columns}, since FROM (
    SELECT {columns}, since, 'infinity'::timestamptz AS until FROM public.record_{name}
    UNION ALL SELECT {columns}, since, until FROM public.record_{name}_past
) ever
WHERE since <= current_setting('verbatim.as_of')::timestamptz
    AND until > current_setting('verbatim.as_of')::timestamptz
"""


class Kind:
    """A kind of public document (a model of record.documents) as the SQL that makes its objects."""

    def __init__(self, model):
        self.model, self.public = model, model.public
        self.name, self.table = model._meta.model_name, model._meta.db_table
        self.columns = [f.column for f in model._meta.local_fields if f.column != "since"]
        assert set(self.columns) == set(self.public.selected()), f"{self.name}: columns differ"

    @property
    def desk_table(self):
        """The desk's table whose rows' ids are the ready rows'."""
        return self.public.source.split()[0]

    @property
    def views(self):
        return self.public.views(self.name)

    @property
    def renew(self):
        def listed(form):
            return ", ".join(form.format(c) for c in self.columns)

        # json cannot be compared but as its text, which is what leaves
        compared = [c + "::text" if c == "document" else c for c in self.columns]
        return RENEW.format(
            name=self.name,
            columns=listed("{}"),
            returned=listed("r.{}") + ", r.since",
            compared_p=", ".join(f"p.{c}" for c in compared),
            compared_r=", ".join(f"r.{c}" for c in compared),
        )

    @property
    def canonical(self):
        return canonical_function(self.name, self.public.document)

    @property
    def then(self):
        return THEN.format(name=self.name, columns=", ".join(self.columns))

    def tables(self):
        """Return statements that make the ready table and its indexes, by names without schema."""
        with connection.schema_editor(collect_sql=True, atomic=False) as editor:
            editor.create_model(self.model)  # of an unmanaged model without its indexes
        (made,) = (statement.rstrip(";") for statement in editor.collected_sql)
        indexes = [str(index.create_sql(self.model, editor)) for index in self.model._meta.indexes]
        if self.public.stored_inline:
            kept = f"ALTER TABLE {self.table} ALTER document SET STORAGE EXTERNAL"
            made = f"{made};\n{kept}, SET (toast_tuple_target = 8160)"
        return made, [*indexes, f"CREATE INDEX {self.table}_since ON {self.table} (since)"]

    def past_indexes(self):
        """Return statements of the same indexes for the past, and of two by which it is found."""
        past, (_, (*indexes, _)) = f"{self.table}_past", self.tables()
        return [
            *(
                i.replace(self.table, past).replace("INDEX", "INDEX IF NOT EXISTS", 1)
                for i in indexes
            ),
            f"CREATE INDEX IF NOT EXISTS {past}_until ON {past} (until)",
            f"CREATE INDEX IF NOT EXISTS {past}_one ON {past} (public_id)",
        ]

    def digest(self, views):
        """Digest everything that its rows are made of; `views` are {name: SQL} of all kinds."""
        seen = [sql for name, sql in sorted(views.items()) if f"public_{name} " in self.views[-1]]
        functions = [f for kind in KINDS for f in kind.public.functions]
        made, indexes = self.tables()
        return digest(DOCUMENTS, *functions, *seen, made, *indexes, self.then)


def digest(*texts):
    return sha256("\0".join(texts).encode()).hexdigest()


def kinds():
    return [Kind(model) for model in KINDS]


def digests():
    """Return {name: digest} of kinds, of what claims are found by, and of the rest as "objects"."""
    every = kinds()
    views = {kind.name: "\n".join(kind.views) for kind in every}
    rest = [QUESTIONS, WITHDRAWN, VECTORS, FOLLOW, REVIEWED, LEDGER, access(), *triggers()]
    rest += [*views.values(), *(sql for kind in every for sql in (kind.renew, kind.canonical))]
    others = {"objects": digest(*rest), "words": digest(MATCHING)}
    others["tally"] = digest(TALLY, *tally.triggers())
    return {k.name: k.digest(views) for k in every} | others


def triggers():
    """Yield the statements that make the following triggers."""
    for table, follows in FOLLOWED.items():
        arguments = ", ".join(
            "'" + word.replace("'", "''") + "'" for each in follows for word in each
        )
        for event, tables in TRANSITION.items():
            yield (
                f"CREATE OR REPLACE TRIGGER record_follows_{event.lower()} "
                f"AFTER {event} ON {table} REFERENCING {tables} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION record_follow({arguments})"
            )


def canonical_of_kinds():
    """Return SQL that makes the function which writes a document of any kind as it is hashed."""
    cases = " ".join(f"WHEN '{k.name}' THEN record_canonical_{k.name}(d)" for k in kinds())
    return (
        "CREATE OR REPLACE FUNCTION record_canonical_document(kind text, d jsonb) RETURNS text "
        f"LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN CASE kind {cases} "
        "ELSE record_canonical(d) END; END $$"
    )


def desk_tables():
    """Return the names of the tables that the desk writes, sorted."""
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed]
    own = {m._meta.db_table for m in models if m._meta.app_label in DESK_APPS}
    return sorted(own.difference(WRITTEN_BY_OWNER).union(WRITTEN_BESIDES))


def written_columns():
    """Yield statements that let the desk write all columns of its tables but the rows' numbers."""
    fields = {
        m._meta.db_table: m._meta.local_concrete_fields
        for m in apps.get_models(include_auto_created=True)
    }
    for table in desk_tables():
        columns = ", ".join(f'"{f.column}"' for f in fields.get(table, ()) if f.column != "id")
        listed = f" ({columns})" if columns else ""  # of a table without a model, all
        yield f"GRANT INSERT{listed}, UPDATE{listed} ON {table} TO verbatim_desk;"


def access():
    sql = ACCESS.replace(":ready", ", ".join(kind.table for kind in kinds()))
    sql = sql.replace(":desk", ", ".join(desk_tables()))
    return sql.replace(":columns", "\n".join(written_columns()))
