"""A text is looked for by its rarest words first, and by all of them only in the likeliest claims."""

from django.db import migrations

# The claims that are most like a text, by BM25 over the postings in one table and the counts in
# another. Frequent words cost most and say least: 10,000 rows are read, those of the rarest, and then
# what the best 200 claims have.
NOW = r"""
CREATE OR REPLACE FUNCTION claims_scored(asked text, most integer, postings regclass, counts regclass)
RETURNS TABLE (claim bigint, score float8, share float8) LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY EXECUTE format($sql$
        WITH total (n) AS (
            SELECT COALESCE((SELECT claims FROM %2$s WHERE word = ''), 0)),
        known AS (
            SELECT a.word, place, says, n, COALESCE(claims, 0) AS claims
            FROM total, claims_asked($1) a LEFT JOIN %2$s USING (word)),
        asked AS MATERIALIZED (
            SELECT word, place, says, rows <= 10000 OR rows = claims AS rare,
                ln(1 + (n - least(claims, n) + 0.5) / (claims + 0.5))::float8 AS idf
            FROM (SELECT *, sum(claims) OVER (ORDER BY claims, word) AS rows FROM known) known),
        whole (idf) AS (
            SELECT sum(idf) FROM (SELECT min(idf) FROM asked WHERE says GROUP BY place) one (idf)),
        likely AS MATERIALIZED (
            SELECT p.claim FROM asked JOIN %1$s p USING (word) WHERE rare
            GROUP BY p.claim ORDER BY sum(idf * weight) DESC, p.claim LIMIT greatest(200, $2)),
        found AS (
            -- float4, so that the order of the sum decides of no rank; OFFSET keeps the planner from
            -- reading all that frequent words stand in
            SELECT likely.claim, score, its.idf
            FROM likely, LATERAL (
                SELECT sum(asked.idf * weight)::float4 AS score,
                    sum(asked.idf) FILTER (WHERE says) AS idf
                FROM (SELECT * FROM %1$s p WHERE p.claim = likely.claim OFFSET 0) p
                JOIN asked USING (word)) its
            ORDER BY 2 DESC, 1 LIMIT $2)
        SELECT found.claim, round(found.score::numeric, 4)::float8,
            COALESCE(least(1, found.idf / whole.idf), 0)
        FROM found, whole ORDER BY 2 DESC, 1
    $sql$, postings, counts) USING asked, most;
END $$;
"""
FORMER = r"""
CREATE OR REPLACE FUNCTION claims_scored(asked text, most integer, postings regclass, counts regclass)
RETURNS TABLE (claim bigint, score float8, share float8) LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY EXECUTE format($sql$
        WITH total (n) AS (
            SELECT COALESCE((SELECT claims FROM %2$s WHERE word = ''), 0)),
        known AS (
            SELECT a.word, place, says, n, COALESCE(claims, 0) AS claims
            FROM total, claims_asked($1) a LEFT JOIN %2$s USING (word)),
        asked AS MATERIALIZED (
            SELECT word, place, says,
                ln(1 + (n - least(claims, n) + 0.5) / (claims + 0.5))::float8 AS idf
            FROM (SELECT *, sum(claims) OVER (ORDER BY claims, word) AS rows FROM known) known
            WHERE rows <= 60000 OR rows = claims),
        whole (idf) AS (
            SELECT sum(idf) FROM (SELECT min(idf) FROM asked WHERE says GROUP BY place) one (idf)),
        found AS (
            -- float4, so that the order of the sum decides of no rank
            SELECT p.claim, sum(idf * weight)::float4 AS score, sum(idf) FILTER (WHERE says) AS idf
            FROM asked JOIN %1$s p USING (word)
            GROUP BY p.claim ORDER BY 2 DESC, 1 LIMIT $2)
        SELECT found.claim, round(found.score::numeric, 4)::float8, COALESCE(least(1, found.idf / whole.idf), 0)
        FROM found, whole ORDER BY 2 DESC, 1
    $sql$, postings, counts) USING asked, most;
END $$;
"""


def run(function):
    """RunPython and not RunSQL: no view shows this, so nothing of the record is made anew."""
    return lambda apps, editor: editor.execute(function, None)


class Migration(migrations.Migration):
    dependencies = [("claims", "0031_held_from_the_beginning")]

    operations = [migrations.RunPython(run(NOW), run(FORMER))]
