"""A tag written as several words ("#SpringIsHere") is found by these words, too."""

from django.db import migrations

NOW = r"""
ALTER FUNCTION claims_readable(text) RENAME TO claims_spaced;

-- A text whose words PostgreSQL finds, and behind it the words of each tag and account's name in
-- which capital letters begin them. The whole tag stays, so that "#springishere" is found as well.
CREATE FUNCTION claims_readable(words text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    WITH readable (text) AS (SELECT regexp_replace(words, 'https?://\S*', ' ', 'g'))
    SELECT claims_spaced(concat_ws(' ', text, (
        SELECT string_agg(regexp_replace(tag[1], '([[:lower:]])([[:upper:]])', '\1 \2', 'g'), ' ')
        FROM regexp_matches(
            text, '[#@]([[:alnum:]_]*[[:lower:]][[:upper:]][[:alnum:]_]*)', 'g') tags (tag))))
    FROM readable
$$;
"""
FORMER = """
DROP FUNCTION claims_readable(text);
ALTER FUNCTION claims_spaced(text) RENAME TO claims_readable;
"""
# `migrate` reads the claims that have no row here.
UNREAD = """
DELETE FROM claims_posting WHERE claim IN (
    SELECT c.id FROM claims_claim c
    LEFT JOIN claims_verification v ON v.claim_id = c.id AND v.stage = 'published'
    WHERE concat_ws(' ', c.statement, v.summary) ~ '[#@][[:alnum:]_]*[[:lower:]][[:upper:]]')
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0026_match")]

    operations = [migrations.RunSQL(NOW, FORMER), migrations.RunSQL(UNREAD, UNREAD)]
