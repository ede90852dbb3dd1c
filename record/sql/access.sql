-- Who may do what: the reader's role and the desk's, whichever of them the server lacks.
DO $$
DECLARE
    role text;
BEGIN
    FOREACH role IN ARRAY '{verbatim_reader,verbatim_desk}'::text[] LOOP
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role);
        EXCEPTION
            -- roles belong to the whole server, where an administrator may have made this one
            WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN NULL;
        END;
        BEGIN
            EXECUTE format('GRANT %I TO CURRENT_USER', role);
        EXCEPTION
            WHEN insufficient_privilege THEN NULL;  -- granted by whoever made the role; a check looks
        END;
    END LOOP;
END $$;

-- What a former version granted is taken first, so that exactly what stands here is granted.
REVOKE ALL ON ALL TABLES IN SCHEMA public, record_then FROM verbatim_reader, verbatim_desk;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM verbatim_desk;  -- identity columns need none
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM verbatim_desk;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM verbatim_desk;

-- Neither makes an object of its own, which could stand before one of ours. Everybody may make
-- temporary ones until that is taken from PUBLIC: other users of this database lose it, too.
REVOKE CREATE ON SCHEMA public FROM PUBLIC, verbatim_reader, verbatim_desk;
DO $$ BEGIN
    EXECUTE format('REVOKE CREATE, TEMPORARY ON DATABASE %I FROM PUBLIC, verbatim_reader, verbatim_desk',
        current_database());
EXCEPTION
    WHEN insufficient_privilege THEN NULL;  -- somebody else's database; a check looks
END $$;

-- The reader selects from the ready rows, the change feed, what was withdrawn, the ledger and the
-- identity, and from nothing else.
GRANT USAGE ON SCHEMA public, record_then TO verbatim_reader, verbatim_desk;
GRANT SELECT ON :ready, record_change, record_withdrawn, record_identity, record_posting, record_word,
    record_tally, record_vector, record_entry, record_commitment, record_edition TO verbatim_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA record_then TO verbatim_reader, verbatim_desk;

-- The desk reads everything, and writes its own tables, people's rights and what it counts. The
-- record, the change feed, the history, the steps and Django's own tables of migrations and of the
-- rights there are, are written by the owner: by `migrate`, and by the functions below.
GRANT SELECT ON ALL TABLES IN SCHEMA public TO verbatim_desk;
-- A row's number is PostgreSQL's to give: with numbers of one's own, another row takes the place of
-- one that something published rests on.
GRANT DELETE ON :desk TO verbatim_desk;
:columns

-- As whoever's statement it is, what acts as the owner writes what that person may not. PostgreSQL
-- lets everybody call a function that was made: that is taken, from those of later migrations as
-- well. Nobody else may make a trigger of one, nor call it: with arguments of their own they would
-- write anything.
ALTER FUNCTION sources_keep_change() SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp;
DO $$
DECLARE
    function regprocedure;
BEGIN
    FOR function IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND (
        prosecdef AND pg_has_role(proowner, 'USAGE')
        OR proname ~ '^record_(ledger.*|renew.*|rebuild|.*_changed|texts_hidden)$')
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC, verbatim_desk, verbatim_reader',
            function);
    END LOOP;
END $$;

-- The desk has waiting documents made, words read and counted and history sealed, and holds what it
-- decides about: what is made of a row follows from the row. The reader calls none of these.
GRANT EXECUTE ON FUNCTION record_work_off(), record_index_some(integer), record_ledger_history(),
    record_hold(bigint[]), claims_index(bigint[]), claims_index_some(integer), claims_count_words(),
    claims_index_reviews(bigint[]), claims_review_index_some(integer), claims_count_review_words()
    TO verbatim_desk;

-- Django writes all columns of a person whenever one of them changes: so that the desk may save
-- people and makes no superuser, this column has a rule instead of a grant.
CREATE OR REPLACE FUNCTION superuser_made_by_the_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.is_superuser IS DISTINCT FROM COALESCE(OLD.is_superuser, false)
        AND NOT pg_has_role(current_user,
            (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'superuser_made_by_the_owner', MESSAGE = 'Superusers are made where the '
            'site is run, with `python3 manage.py createsuperuser`, and not at the desk.';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER superuser_made_by_the_owner
    BEFORE INSERT OR UPDATE OF is_superuser ON auth_user
    FOR EACH ROW EXECUTE FUNCTION superuser_made_by_the_owner();

-- Last, for all of these functions and of the rules: no setting of a session decides how many of the
-- rows in an index are found, how a function's text is read, or how the name of a table is written.
DO $$
DECLARE
    function regprocedure;
BEGIN
    FOR function IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        AND (prosecdef OR prorettype = 'trigger'::regtype) AND pg_has_role(proowner, 'USAGE')
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET gin_fuzzy_search_limit = 0', function);
        EXECUTE format('ALTER FUNCTION %s SET standard_conforming_strings = on', function);
        EXECUTE format('ALTER FUNCTION %s SET quote_all_identifiers = off', function);
    END LOOP;
END $$;
