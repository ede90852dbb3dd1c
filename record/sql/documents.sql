-- The functions that documents and their search vectors are made with. A change here has every
-- kind made anew.

-- Words are found whatever their accents and, in the languages that PostgreSQL can stem, whatever
-- their forms. No word is left out, so that a phrase is found as it was said.
DO $$
DECLARE
    language text;
BEGIN
    IF EXISTS (SELECT FROM pg_ts_config WHERE cfgname = 'verbatim') THEN
        RETURN;
    END IF;
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
CREATE OR REPLACE FUNCTION record_text_search_config(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE AS $$
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
CREATE OR REPLACE FUNCTION record_search(words text, language text DEFAULT 'en') RETURNS tsvector
LANGUAGE sql IMMUTABLE AS $$
    SELECT to_tsvector(record_text_search_config(language), translate(left(words, 100000), '<>', '  '))
$$;

-- The vectors of several texts in one, as far as it has room.
CREATE OR REPLACE FUNCTION record_joined(one tsvector, another tsvector) RETURNS tsvector
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN pg_column_size(one) > 200000 THEN one ELSE one || another END
$$;
CREATE OR REPLACE AGGREGATE record_vector(tsvector) (SFUNC = record_joined, STYPE = tsvector, INITCOND = '');

-- A moment as every document prints it, whatever the session's time zone.
CREATE OR REPLACE FUNCTION record_time(moment timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
$$;

-- A Cyrillic name in Latin letters, in small ones, by Ukraine's table of 2010, and by that with what
-- Russian spells otherwise; of a name without such letters, nothing.
CREATE OR REPLACE FUNCTION record_spellings(name text) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
    SELECT string_agg(COALESCE(russian ->> letter, every ->> letter, letter), '' ORDER BY n)
    FROM string_to_table(lower(name), NULL) WITH ORDINALITY l (letter, n),
        jsonb('{"а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "ђ": "dj", "е": "e",
            "ё": "yo", "є": "ye", "ж": "zh", "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i",
            "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o",
            "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "c", "у": "u", "ў": "u", "ф": "f",
            "х": "kh", "ц": "ts", "ч": "ch", "џ": "dz", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y",
            "ь": "", "э": "e", "ю": "yu", "я": "ya", "’": "", "''": ""}') every,
        (VALUES (jsonb '{}'), (jsonb '{"г": "g", "и": "i", "й": "y"}')) languages (russian)
    WHERE name ~ '[\u0400-\u04ff]'
    GROUP BY russian
$$;

-- Both spellings in one text, for searching.
CREATE OR REPLACE FUNCTION record_latin(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT string_agg(DISTINCT spelt, ' ') FROM record_spellings(name) spelt
$$;

-- A name in Latin letters reduced to what the romanisations of one Cyrillic name have in common:
-- Zelensky, Zelenskyi and Zelenskij are one, and so are Yevhen, Ievhen and Evhen.
CREATE OR REPLACE FUNCTION record_folded(name text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT regexp_replace(regexp_replace(
        replace(translate(lower(unaccent(name)), 'w’''`', 'v'), 'kh', 'h'),
        '[yij]+(?=[eo])', '', 'g'),
        '[yij]+', 'i', 'g')
$$;

-- What a thing may be called by in a filter: in small letters, without accents, each once; of a
-- Cyrillic name also its Latin spellings, folded, behind a tilde.
CREATE OR REPLACE FUNCTION record_names(VARIADIC names text[]) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT array_agg(DISTINCT word ORDER BY word) FROM (
        SELECT lower(unaccent(name)) FROM unnest(names) name WHERE name <> ''
        UNION ALL
        SELECT '~' || record_folded(spelt) FROM unnest(names) name, record_spellings(name) spelt
    ) words (word)
$$;

-- A role as words; of none, nothing.
CREATE OR REPLACE FUNCTION record_office(held json) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT concat_ws(' ', held ->> 'title', held ->> 'organisation')
$$;

-- The domain of an address of the web, without "www."; of another address, nothing.
CREATE OR REPLACE FUNCTION record_domain(url text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT lower(substring(url FROM '^https?://(?:[^/?#@]*@)?(?:www[.])?([^/:?#]+)'))
$$;

-- Domains, and those that they are part of, but for the last word alone.
CREATE OR REPLACE FUNCTION record_with_parents(domains text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT COALESCE(array_agg(DISTINCT array_to_string(labels[n:], '.')), '{}')
    FROM unnest(domains) domain, string_to_array(domain, '.') labels,
        generate_series(1, greatest(cardinality(labels) - 1, 1)) n
$$;

-- A readable name for addresses. What finds it is the end, which never changes.
CREATE OR REPLACE FUNCTION record_slug(name text, public_id uuid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT ltrim(left(trim('-' FROM regexp_replace(lower(unaccent(name)), '[^a-z0-9]+', '-', 'g')), 60)
        || '-' || left(replace(public_id::text, '-', ''), 12), '-')
$$;
