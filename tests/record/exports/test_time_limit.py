"""An export may take longer than an answer of the API, and not for ever."""

from dataclasses import replace

from record.exports import FORMATS
from record.exports.tables import CLAIMS, Column
from tests.factories import a_published_claim

LIMIT = Column("limit", "current_setting('statement_timeout')", "What PostgreSQL ends it after.")


def test_an_export_ends_after_a_quarter_of_an_hour():
    a_published_claim()
    table = replace(CLAIMS, columns=(LIMIT,))
    make, *_ = FORMATS["csv"]
    content = b"".join(make(table, table.model.objects.all())).decode("utf-8-sig")
    assert content.splitlines()[1:] == ['"15min"']
