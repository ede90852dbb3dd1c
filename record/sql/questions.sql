-- The functions that the record is asked with. One that changes its arguments gets another name:
-- processes of the version before call the old one until they are restarted.
--
-- Readers' statements are planned anew each time, for the words and speakers in them. What is inside
-- these functions is the same for any of them, and is planned once for a connection.

-- A word in its forms of any language, as a query for any of them.
CREATE OR REPLACE FUNCTION record_forms(word text) RETURNS tsquery LANGUAGE sql IMMUTABLE AS $$
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
CREATE OR REPLACE FUNCTION record_query(words text) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE
SET plan_cache_mode = force_generic_plan AS $$
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

-- The score of the row with an id, out of those of the rows found; 0 where it is none of them.
CREATE OR REPLACE FUNCTION record_score(ids bigint[], scores float8[], id bigint) RETURNS float8
LANGUAGE sql IMMUTABLE AS $$ SELECT COALESCE(scores[array_position(ids, id)], 0) $$;

-- Whether a speaker held a role on a day, one whose title or organisation has what is asked, if anything is.
CREATE OR REPLACE FUNCTION record_held(document json, day date, asked tsquery) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM json_array_elements(document -> 'roles') role
        WHERE COALESCE((role ->> 'start_date')::date <= day, true)
            AND COALESCE((role ->> 'end_date')::date >= day, true)
            AND CASE WHEN asked IS NULL THEN true
                ELSE record_search(record_office(role)) @@ asked END)
$$;

-- A document with whole ones in place of those it only names: its speakers', its articles'.
CREATE OR REPLACE FUNCTION record_expanded(document json, names text[]) RETURNS json
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
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
CREATE OR REPLACE FUNCTION record_picked(document json, keys text[]) RETURNS text LANGUAGE sql STABLE
SET plan_cache_mode = force_generic_plan AS $$
    SELECT json_object_agg(key, value)::text FROM json_each(document) WHERE key = ANY(keys)
$$;

-- A document's text with a snippet of it: the words at some paths ("a;b,c"), those that were
-- searched in <mark>. What stands around them is escaped, so that a page may show it as it is.
CREATE OR REPLACE FUNCTION record_with_snippet(picked text, document json, query tsquery, paths text)
RETURNS text LANGUAGE sql STABLE SET plan_cache_mode = force_generic_plan AS $$
    SELECT left(picked, -1) || ', "snippet": ' || to_json(ts_headline(
        record_text_search_config(COALESCE(document ->> 'language', 'en')),
        string_agg(replace(replace(replace(words, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), ' '),
        query, 'StartSel=<mark>, StopSel=</mark>, MaxWords=60, MinWords=30'))::text || '}'
    FROM (SELECT document #>> string_to_array(path, ',') FROM string_to_table(paths, ';') path)
        shown (words)
$$;

-- A text as a spreadsheet's cell that never runs as a formula: if it begins like one (after any
-- blanks and quotation marks), or with an apostrophe, an apostrophe stands before it. Taking one
-- leading apostrophe away gives exactly the text. A signed number, "-5 %", stays as it is.
-- It costs next to nothing while PostgreSQL can put it in its caller's place: over a column, not
-- over an expression, which it would have to work out again for every mention of the value.
CREATE OR REPLACE FUNCTION record_cell(value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
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
