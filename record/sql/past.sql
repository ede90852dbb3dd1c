-- The past: each row that the record once had, from when until when. Read through views that are
-- named as the tables and stand in a schema of their own: whoever puts that schema first in the
-- search_path and a time in verbatim.as_of asks every question as it would have been answered then.
--
-- The conditions stand outside of the UNION ALL, and the past has the present's indexes: so
-- PostgreSQL reads both in the order that is asked for, and no more of them than a page needs.
CREATE SCHEMA record_then;
DO $$
DECLARE
    kind text;
    indexed text;
    columns text;
BEGIN
    FOREACH kind IN ARRAY
        '{publisher,article,snapshot,speaker,quote,topic,verdict,claim,verification}'::text[]
    LOOP
        EXECUTE format('ALTER TABLE record_%s ADD since timestamptz NOT NULL DEFAULT now()', kind);
        EXECUTE format('CREATE TABLE record_%1$s_past (LIKE record_%1$s, until timestamptz NOT NULL)',
            kind);
        FOR indexed IN SELECT pg_get_indexdef(indexrelid) FROM pg_index
            WHERE indrelid = format('record_%s', kind)::regclass AND NOT indisunique
        LOOP
            EXECUTE replace(indexed, 'record_' || kind, format('record_%s_past', kind));
        END LOOP;
        EXECUTE format('CREATE INDEX record_%1$s_since ON record_%1$s (since)', kind);
        EXECUTE format('CREATE INDEX record_%1$s_past_until ON record_%1$s_past (until)', kind);
        EXECUTE format('CREATE INDEX record_%1$s_past_one ON record_%1$s_past (public_id)', kind);
        SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO columns
        FROM pg_attribute WHERE attrelid = format('record_%s', kind)::regclass AND attnum > 0;
        EXECUTE format('CREATE VIEW record_then.record_%1$s AS SELECT %2$s FROM ('
            'SELECT *, ''infinity''::timestamptz AS until FROM public.record_%1$s '
            'UNION ALL SELECT * FROM public.record_%1$s_past) ever '
            'WHERE since <= current_setting(''verbatim.as_of'')::timestamptz '
            'AND until > current_setting(''verbatim.as_of'')::timestamptz', kind, columns);
    END LOOP;
END $$;
