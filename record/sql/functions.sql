-- Words are found whatever their accents and, in the languages that PostgreSQL can stem, whatever
-- their forms. No word is left out, so that a phrase is found as it was said.
DO $$
DECLARE
    language text;
BEGIN
    CREATE TEXT SEARCH CONFIGURATION verbatim (COPY = simple);
    ALTER TEXT SEARCH CONFIGURATION verbatim ALTER MAPPING FOR
        asciiword, asciihword, hword_asciipart, hword, hword_part, word WITH unaccent, simple;
    FOREACH language IN ARRAY '{english,german,french,spanish,russian}'::text[] LOOP
        EXECUTE format('CREATE TEXT SEARCH DICTIONARY verbatim_%1$s '
            '(TEMPLATE = snowball, LANGUAGE = %1$s)', language);
        EXECUTE format('CREATE TEXT SEARCH CONFIGURATION verbatim_%s (COPY = verbatim)', language);
        EXECUTE format('ALTER TEXT SEARCH CONFIGURATION verbatim_%1$s ALTER MAPPING FOR '
            'asciiword, asciihword, hword_asciipart, hword, hword_part, word '
            'WITH unaccent, verbatim_%1$s', language);
    END LOOP;
END $$;

-- How a text in a language (a BCP 47 tag) is read.
CREATE FUNCTION record_reading(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE lower(split_part(language, '-', 1))
        WHEN 'en' THEN 'verbatim_english'::regconfig
        WHEN 'de' THEN 'verbatim_german'::regconfig
        WHEN 'fr' THEN 'verbatim_french'::regconfig
        WHEN 'es' THEN 'verbatim_spanish'::regconfig
        WHEN 'ru' THEN 'verbatim_russian'::regconfig
        ELSE 'verbatim'::regconfig END
$$;

-- A search vector of a text of any length: a tsvector ends at 1 MB, so its first 100,000
-- characters are searched. A statement or a quote is hardly ever longer. Angle brackets go first:
-- PostgreSQL would leave out what stands in tags.
CREATE FUNCTION record_search(words text, language text DEFAULT 'en') RETURNS tsvector
LANGUAGE sql IMMUTABLE AS $$
    SELECT to_tsvector(record_reading(language), translate(left(words, 100000), '<>', '  '))
$$;

-- The vectors of several texts in one, as far as it has room.
CREATE FUNCTION record_joined(one tsvector, another tsvector) RETURNS tsvector
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN pg_column_size(one) > 200000 THEN one ELSE one || another END
$$;
CREATE AGGREGATE record_vector(tsvector) (SFUNC = record_joined, STYPE = tsvector, INITCOND = '');

-- A word in its forms of any language, as a query for any of them.
CREATE FUNCTION record_forms(word text) RETURNS tsquery LANGUAGE sql IMMUTABLE AS $$
    SELECT string_agg(DISTINCT
        '''' || replace(replace(form, '\', '\\'), '''', '''''') || '''', ' | ')::tsquery
    FROM unnest(ARRAY[
        word,
        (ts_lexize('verbatim_english', word))[1],
        (ts_lexize('verbatim_german', word))[1],
        (ts_lexize('verbatim_french', word))[1],
        (ts_lexize('verbatim_spanish', word))[1],
        (ts_lexize('verbatim_russian', word))[1]
    ]) form WHERE form <> ''
$$;

-- What somebody searches for in web-search syntax, each word in its forms of any language: nobody
-- says which one a question is in.
CREATE FUNCTION record_query(words text) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    asked tsquery := websearch_to_tsquery('verbatim', words);
    quoted text;
BEGIN
    FOR quoted IN SELECT DISTINCT m[1] FROM regexp_matches(asked::text, '''(?:[^'']|'''')*''', 'g') m
    LOOP
        asked := ts_rewrite(asked, quoted::tsquery, record_forms(
            replace(replace(substr(quoted, 2, length(quoted) - 2), '''''', ''''), '\\', '\')));
    END LOOP;
    RETURN asked;
END $$;

-- A moment as every document prints it, whatever the session's time zone.
CREATE FUNCTION record_time(moment timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
$$;

-- What a thing may be called by in a filter: in small letters, without accents, each once.
CREATE FUNCTION record_names(VARIADIC names text[]) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT array_agg(DISTINCT lower(unaccent(name)) ORDER BY lower(unaccent(name)))
    FROM unnest(names) name WHERE name <> ''
$$;

-- A readable name for addresses. What finds it is the end, which never changes.
CREATE FUNCTION record_slug(name text, public_id uuid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT ltrim(left(trim('-' FROM regexp_replace(lower(unaccent(name)), '[^a-z0-9]+', '-', 'g')), 60)
        || '-' || left(replace(public_id::text, '-', ''), 12), '-')
$$;

-- The role a speaker held on a day, as the record prints it; of several, the one begun last.
CREATE FUNCTION record_role(speaker bigint, day date) RETURNS json LANGUAGE sql STABLE AS $$
    SELECT json_build_object('title', title, 'organisation', organisation)
    FROM sources_role
    WHERE speaker_id = speaker
        AND (start_date IS NULL OR start_date <= day) AND (end_date IS NULL OR end_date >= day)
    ORDER BY start_date DESC NULLS LAST, id DESC
    LIMIT 1
$$;

-- A speaker as every other record names it.
CREATE FUNCTION record_speaker_name(speaker bigint) RETURNS json LANGUAGE sql STABLE AS $$
    SELECT json_build_object('id', public_id, 'name', name, 'kind', kind, 'wikidata_id', wikidata_id)
    FROM sources_speaker WHERE id = speaker
$$;

-- What a verification rests on; what is kept here is cited by its own address.
CREATE FUNCTION record_evidence(verification bigint) RETURNS json LANGUAGE sql STABLE AS $$
    SELECT COALESCE(json_agg(
        json_build_object(
            'stance', e.stance,
            'title', e.title,
            'url', COALESCE(NULLIF(e.url, ''), a.url),
            'publisher', e.publisher,
            'excerpt', e.excerpt,
            'archived_url', e.archived_url
        ) ORDER BY e.id
    ), '[]')
    FROM claims_evidence e
    LEFT JOIN sources_snapshot n ON n.id = e.snapshot_id
    LEFT JOIN sources_article a ON a.id = n.article_id
    WHERE e.verification_id = verification
$$;

-- A verdict as every other record names it.
CREATE FUNCTION record_verdict(verdict bigint) RETURNS json LANGUAGE sql STABLE AS $$
    SELECT json_build_object('slug', slug, 'label', label, 'meaning', meaning, 'value', value)
    FROM claims_verdict WHERE id = verdict
$$;

-- A document with whole ones in place of those it only names: its speakers', its articles'.
CREATE FUNCTION record_expanded(document json, names text[]) RETURNS json
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT json_object_agg(key, COALESCE(
        CASE
            WHEN key IN ('claimant', 'speaker') AND 'speaker' = ANY(names) THEN (
                SELECT s.document FROM record_speaker s WHERE public_id = (value ->> 'id')::uuid)
            WHEN key = 'article' AND 'article' = ANY(names) THEN (
                SELECT a.document FROM record_article a WHERE public_id = (value ->> 'id')::uuid)
            WHEN key = 'quotes' THEN (
                SELECT json_agg(record_expanded(quote, names) ORDER BY n)
                FROM json_array_elements(value) WITH ORDINALITY list (quote, n))
        END, value) ORDER BY place)
        FROM json_each(record_expanded.document) WITH ORDINALITY each (key, value, place));
END $$;

-- A document with some of its keys.
CREATE FUNCTION record_picked(document json, keys text[]) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT json_object_agg(key, value)::text FROM json_each(document) WHERE key = ANY(keys)
$$;

-- A document's text with a snippet of it: the words at some paths ("a;b,c"), those that were
-- searched in <mark>. What stands around them is escaped, so that a page may show it as it is.
CREATE FUNCTION record_told(picked text, document json, query tsquery, paths text)
RETURNS text LANGUAGE sql STABLE AS $$
    SELECT left(picked, -1) || ', "snippet": ' || to_json(ts_headline(
        record_reading(COALESCE(document ->> 'language', 'en')),
        string_agg(replace(replace(replace(words, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), ' '),
        query, 'StartSel=<mark>, StopSel=</mark>, MaxWords=60, MinWords=30'))::text || '}'
    FROM (SELECT document #>> string_to_array(path, ',') FROM string_to_table(paths, ';') path)
        told (words)
$$;

-- A text as a spreadsheet's cell that never runs as a formula: if it begins like one (after any
-- blanks and quotation marks), or with an apostrophe, an apostrophe stands before it. Taking one
-- leading apostrophe away gives exactly the text. A signed number, "-5 %", stays as it is.
-- It costs next to nothing while PostgreSQL can put it in its caller's place: over a column, not
-- over an expression, which it would have to work out again for every mention of the value.
CREATE FUNCTION record_cell(value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        -- nearly all: nothing, or a letter or digit of ASCII; of so many values a hash is looked up
        WHEN ascii(value) = ANY ('{0,48,49,50,51,52,53,54,55,56,57,65,66,67,68,69,70,71,72,73,74,75,76,77,78,79,80,'
            '81,82,83,84,85,86,87,88,89,90,97,98,99,100,101,102,103,104,105,106,107,108,109,'
            '110,111,112,113,114,115,116,117,118,119,120,121,122}'::int[])
            OR ascii(value) BETWEEN 192 AND 5759 OR ascii(value) BETWEEN 12289 AND 65278 THEN value
        WHEN value !~ '^[\u0001-\u0020"''`\u00a0\u00ab\u00bb\u1680\u180e\u2000-\u200f'
            '\u2018-\u201f\u2028-\u202f\u205f-\u2064\u3000\ufeff]*[-=+@\uff0b\uff0d\uff1d\uff20]'
            AND value !~ '^[\t\r\n'']'
            OR value ~ '^[-+][0-9]{1,20}([.,][0-9]{1,20})*[ \u00a0\u202f]?[%‰]?$'
        THEN value
        ELSE '''' || value
    END
$$;
