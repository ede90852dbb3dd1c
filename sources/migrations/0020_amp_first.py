"""An address that asks for the page for phones in its first parameter of several is no other."""

from django.db import migrations

# As it stands, with whatever owner, rights and settings it was given since.
REPLACE = """
DO $do$ BEGIN
    EXECUTE replace(pg_get_functiondef('sources_address_key'::regproc), $was${}$was$, $now${}$now$);
END $do$;
REINDEX INDEX article_address_key
"""
PARAMETERS = (
    r"coalesce(substring(url from '[?].*$'), ''),",
    r"'[?&](output_?type=amp|(view|mode)=amp|amp(=1|=true)?)(?=&|$)', '', 'gi')",
)
BEFORE = "regexp_replace(\n            " + "\n            ".join(PARAMETERS)
AFTER = f"regexp_replace({BEFORE}, '^&', '?')"


class Migration(migrations.Migration):
    dependencies = [("sources", "0019_with_the_present_in_view")]

    operations = [
        migrations.RunSQL(REPLACE.format(BEFORE, AFTER), REPLACE.format(AFTER, BEFORE)),
    ]
