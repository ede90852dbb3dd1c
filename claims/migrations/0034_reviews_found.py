"""Reviews by other publishers are found by their words, as claims are."""

from django.db import migrations

import sources.rules

# `claim` is the review's number: the tables have the columns that claims_scored reads.
NOW = """
CREATE TABLE claims_review_posting (
    word text NOT NULL,
    claim bigint NOT NULL,
    weight real NOT NULL,
    PRIMARY KEY (claim, word)
);
CREATE INDEX claims_review_posting_word ON claims_review_posting (word) INCLUDE (claim, weight);
CREATE TABLE claims_review_word (word text PRIMARY KEY, claims bigint NOT NULL);

-- As the tables' owner, who alone writes them: what stands there follows from the review.
CREATE FUNCTION claims_index_reviews(ids bigint[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM claims_review_posting WHERE claim = ANY(ids);
    INSERT INTO claims_review_posting (word, claim, weight)
    SELECT w.word, r.id, w.weight
    FROM claims_review r, claims_weights(left(r.statement, 2000), '', r.language) w
    WHERE r.id = ANY(ids);
END $$;

-- Reads at most so many reviews that have not been read, and returns how many.
CREATE FUNCTION claims_review_index_some(most integer) RETURNS integer LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    ids bigint[] := ARRAY(
        SELECT id FROM claims_review r WHERE NOT EXISTS (
            SELECT FROM claims_review_posting p WHERE p.claim = r.id AND p.word = '')
        ORDER BY id LIMIT most FOR SHARE SKIP LOCKED);
BEGIN
    PERFORM claims_index_reviews(ids);
    RETURN cardinality(ids);
END $$;

-- Counts the words where one review in fifty is new; whether it did.
CREATE FUNCTION claims_count_review_words() RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('claims.review_words')) OR NOT EXISTS (
        SELECT FROM (SELECT count(*) AS n FROM claims_review_posting WHERE word = '') now
        WHERE abs(n - COALESCE((SELECT claims FROM claims_review_word WHERE word = ''), 0)) > n / 50)
    THEN
        RETURN false;
    END IF;
    DELETE FROM claims_review_word;
    INSERT INTO claims_review_word (word, claims)
    SELECT word, count(*) FROM claims_review_posting GROUP BY word;
    RETURN true;
END $$;

CREATE FUNCTION claims_review_words_emptied() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    TRUNCATE claims_review_posting, claims_review_word;
    RETURN NULL;
END $$;
CREATE TRIGGER claims_review_words_emptied AFTER TRUNCATE ON claims_review
    FOR EACH STATEMENT EXECUTE FUNCTION claims_review_words_emptied();
"""
BEFORE = """
DROP TRIGGER claims_review_words_emptied ON claims_review;
DROP FUNCTION claims_review_words_emptied(), claims_count_review_words(),
    claims_review_index_some(integer), claims_index_reviews(bigint[]);
DROP TABLE claims_review_posting, claims_review_word;
"""


def run(statements):
    """RunPython and not RunSQL: no view shows this, so nothing of the record is made anew."""
    return lambda apps, editor: editor.execute(statements, None)


class Migration(migrations.Migration):
    dependencies = [("claims", "0033_vectors")]

    operations = [
        migrations.RunPython(run(NOW), run(BEFORE)),
        migrations.AddConstraint(
            model_name="review",
            constraint=sources.rules.Trigger(
                name="review_words_follow",
                on="AFTER INSERT OR DELETE OR UPDATE OF statement, language",
                body="PERFORM claims_index_reviews(ARRAY[COALESCE(NEW.id, OLD.id)]);\nRETURN NULL;",
            ),
        ),
    ]
