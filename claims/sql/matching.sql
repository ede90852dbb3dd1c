-- Which claims say what a text says: the words of each, in a table, and their BM25 scores.

-- Words are found whatever their accents and, in the languages that PostgreSQL can stem, whatever
-- their forms. Words that say nothing ("the") are left out.
DO $$
DECLARE
    language text;
BEGIN
    CREATE TEXT SEARCH CONFIGURATION claims (COPY = simple);
    ALTER TEXT SEARCH CONFIGURATION claims ALTER MAPPING FOR
        asciiword, asciihword, hword_asciipart, hword, hword_part, word WITH unaccent, simple;
    FOREACH language IN ARRAY '{english,german,french,spanish,russian}'::text[] LOOP
        EXECUTE format('CREATE TEXT SEARCH CONFIGURATION claims_%s (COPY = claims)', language);
        EXECUTE format('ALTER TEXT SEARCH CONFIGURATION claims_%1$s ALTER MAPPING FOR '
            'asciiword, asciihword, hword_asciipart, hword, hword_part, word '
            'WITH unaccent, %1$s_stem', language);
    END LOOP;
END $$;

-- How a text in a language (a BCP 47 tag) is read; NULL where there is no stemmer.
CREATE FUNCTION claims_stemmer(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE lower(split_part(language, '-', 1))
        WHEN 'en' THEN 'claims_english'::regconfig
        WHEN 'de' THEN 'claims_german'::regconfig
        WHEN 'fr' THEN 'claims_french'::regconfig
        WHEN 'es' THEN 'claims_spanish'::regconfig
        WHEN 'ru' THEN 'claims_russian'::regconfig
    END
$$;

-- A text whose words PostgreSQL finds. In Chinese, Japanese, Thai and their like no blank stands
-- between words: each two letters that follow one another become one. An address is no word, and a
-- sign that begins one (a tag, the name of an account) no part of it.
CREATE FUNCTION claims_readable(words text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT translate(regexp_replace(CASE WHEN words ~ '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]' THEN (
        SELECT string_agg(CASE WHEN run[2] IS NULL THEN run[1] ELSE (
            SELECT ' ' || string_agg(substr(run[1], i, 2), ' ' ORDER BY i) || ' '
            FROM generate_series(1, greatest(length(run[1]) - 1, 1)) i) END, '' ORDER BY n)
        FROM regexp_matches(words, '(([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+)|[^\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+)', 'g') WITH ORDINALITY runs (run, n))
    ELSE words END, 'https?://\S*', ' ', 'g'), '<>/#@_*', '       ')
$$;

-- The first letters of a name (in small letters), the same in Latin, Cyrillic and Greek and in the
-- spellings of several languages: Зеленський, Zelensky and Selenskyj begin alike.
CREATE FUNCTION claims_name_key(name text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    pair text[];
BEGIN
    name := translate(name, 'абвгґдеєёжзиіїйклмнопрстуфхцчшщыэαβγδεζηθικλμνορσςτυφχωъь',
        'abvggdeeezziiiiklmnoprstufgccssieabgdezitiklmnorsstifgo');
    FOREACH pair SLICE 1 IN ARRAY '{{ю,iu},{я,ia},{ξ,ks},{π,p},{ψ,ps},{oi,u},{sch,s},{tch,c},{sh,s},'
        '{sz,s},{ch,ç},{cz,ç},{ts,ç},{tz,ç},{kh,g},{zh,z},{ph,f},{th,t},{ou,u},{x,ks}}'::text[] LOOP
        name := replace(name, pair[1], pair[2]);
    END LOOP;
    name := translate(name, 'cqwyjhç''’', 'kkviigc');
    RETURN left(regexp_replace(name, '(.)\1+', '\1', 'g'), 5);
END $$;

-- The words of a text, as a claim is found by them, and at which place each stands. Where there is
-- no stemmer, the first five letters are enough: so Polish and Ukrainian words are found in other
-- cases.
CREATE FUNCTION claims_words(words text, language text)
RETURNS TABLE (word text, place smallint) LANGUAGE sql IMMUTABLE AS $$
    WITH readable (text) AS MATERIALIZED (SELECT claims_readable(left(words, 20000)))
    SELECT CASE WHEN claims_stemmer(language) IS NOT NULL OR lexeme !~ '^[[:alpha:]]+$' THEN lexeme
        ELSE left(lexeme, 5) END, unnest(positions)
    FROM readable, unnest(to_tsvector(COALESCE(claims_stemmer(language), 'claims'), text))
$$;

-- The same for a question, of which nobody says in what language it is: each word, once, in the
-- forms of any. `says` is false where it is a word that says nothing in one of them.
CREATE FUNCTION claims_asked(words text)
RETURNS TABLE (word text, place smallint, says boolean) LANGUAGE sql IMMUTABLE ROWS 100 AS $$
    WITH forms AS (
        SELECT w.word, w.place, count(*) OVER (PARTITION BY w.place) = 6 AS says
        FROM unnest('{en,de,fr,es,ru,und}'::text[]) language, claims_words(words, language) w
        WHERE w.place > 0),
    keys AS (
        SELECT CASE WHEN lexeme ~ '[\u0370-\u04ff]' THEN '~' ELSE '~~' END
            || claims_name_key(lexeme) AS word, unnest(positions) AS place
        FROM unnest(to_tsvector('claims', claims_readable(left(words, 20000))))
        WHERE lexeme ~ '^[[:alpha:]]{4,30}$')
    SELECT word, min(place), bool_and(says) FROM (
        SELECT * FROM forms UNION ALL SELECT word, place, false FROM keys) every
    GROUP BY word
$$;

-- The names (whatever has a capital letter) in a text, as they are found from another alphabet: "~"
-- before the key of a Latin name, "~~" before that of one in Cyrillic or Greek letters.
CREATE FUNCTION claims_names(words text)
RETURNS TABLE (word text) LANGUAGE sql IMMUTABLE AS $$
    SELECT DISTINCT CASE WHEN name[1] ~ '[\u0370-\u04ff]' THEN '~~' ELSE '~' END
        || claims_name_key(lower(unaccent(name[1])))
    FROM regexp_matches(words, '[[:upper:]][[:alpha:]]{3,30}', 'g') names (name)
$$;

-- What a claim is found by, and how much each word says of it: BM25's weight (k1 1.2, b 0.5) for
-- texts of 20 words on average. A constant, so that a claim's weights depend on it alone. The empty
-- word stands for the claim itself, so that one without any word is known to have been read.
CREATE FUNCTION claims_weights(statement text, summary text, language text)
RETURNS TABLE (word text, weight real) LANGUAGE sql IMMUTABLE AS $$
    WITH words AS (
        SELECT word, count(*) AS times
        FROM claims_words(concat_ws(E'\n', statement, summary), language) GROUP BY word)
    SELECT word, times * 2.2 / (times + 0.6 + 0.03 * sum(times) OVER ()) FROM words
    UNION ALL SELECT word, 1 FROM claims_names(statement)
    UNION ALL SELECT '', 0
$$;

CREATE TABLE claims_posting (
    word text NOT NULL,
    claim bigint NOT NULL,
    weight real NOT NULL,
    PRIMARY KEY (claim, word)
);
CREATE INDEX claims_posting_word ON claims_posting (word) INCLUDE (claim, weight);
-- In how many claims each word stands. It is counted now and then (claims_count_words): written with
-- each claim, writers would wait for one another. This sequence says how many claims came since.
CREATE TABLE claims_word (word text PRIMARY KEY, claims bigint NOT NULL);
CREATE SEQUENCE claims_words_changed;

-- As the tables' owner, who alone writes them: what stands there follows from the claim.
CREATE FUNCTION claims_index(ids bigint[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM claims_posting WHERE claim = ANY(ids);
    INSERT INTO claims_posting (word, claim, weight)
    SELECT w.word, c.id, w.weight FROM claims_claim c
    LEFT JOIN claims_verification v ON v.claim_id = c.id AND v.stage = 'published'
    CROSS JOIN LATERAL claims_weights(c.statement, v.summary, c.language) w
    WHERE c.id = ANY(ids);
    PERFORM nextval('claims_words_changed');
END $$;

-- Reads at most so many claims that have not been read, and returns how many.
CREATE FUNCTION claims_index_some(most integer) RETURNS integer LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    ids bigint[] := ARRAY(
        SELECT id FROM claims_claim c WHERE NOT EXISTS (
            SELECT FROM claims_posting p WHERE p.claim = c.id AND p.word = '')
        ORDER BY id LIMIT most FOR SHARE SKIP LOCKED);
BEGIN
    PERFORM claims_index(ids);
    RETURN cardinality(ids);
END $$;

-- Counts the words where one claim in fifty is new or has changed since; whether it did.
CREATE FUNCTION claims_count_words() RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('claims.words')) OR NOT EXISTS (
        SELECT FROM claims_words_changed WHERE is_called AND last_value > COALESCE(
            (SELECT claims FROM claims_word WHERE word = ''), 0) / 50)
    THEN
        RETURN false;
    END IF;
    PERFORM setval('claims_words_changed', 1, false);
    WITH counted AS MATERIALIZED (SELECT word, count(*) AS claims FROM claims_posting GROUP BY word),
    gone AS (DELETE FROM claims_word w WHERE NOT EXISTS (
        SELECT FROM counted c WHERE c.word = w.word))
    INSERT INTO claims_word (word, claims) SELECT word, claims FROM counted
    ON CONFLICT (word) DO UPDATE SET claims = EXCLUDED.claims
        WHERE claims_word.claims <> EXCLUDED.claims;
    RETURN true;
END $$;

-- The claims that are most like a text, by BM25 over the postings in one table and the counts in
-- another; `share` is how much of what the text says they have, 0 to 1. Only 60,000 rows
-- are read, those of the rarest words: frequent ones cost most and say least.
CREATE FUNCTION claims_scored(asked text, most integer, postings regclass, counts regclass)
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

-- All of it goes with the claims when their table is emptied.
CREATE FUNCTION claims_words_emptied() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    TRUNCATE claims_posting, claims_word;
    RETURN NULL;
END $$;
CREATE TRIGGER claims_words_emptied AFTER TRUNCATE ON claims_claim
    FOR EACH STATEMENT EXECUTE FUNCTION claims_words_emptied();
