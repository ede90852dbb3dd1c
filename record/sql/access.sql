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

-- The reader selects from the ready rows, the change feed, what was withdrawn and the identity, and
-- from nothing else.
GRANT USAGE ON SCHEMA public, record_then TO verbatim_reader, verbatim_desk;
GRANT SELECT ON :ready, record_change, record_withdrawn, record_identity TO verbatim_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA record_then TO verbatim_reader, verbatim_desk;

-- The desk writes every table but the history, which the changes themselves write in a function of
-- its owner's, and Django's own of the migrations and ours of what the record was made from.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO verbatim_desk;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO verbatim_desk;
REVOKE INSERT, UPDATE, DELETE
    ON sources_change, django_migrations, record_definition, record_identity FROM verbatim_desk;
-- and with every table that a later migration makes
ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO verbatim_desk;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO verbatim_desk;
ALTER FUNCTION sources_keep_change() SECURITY DEFINER SET search_path = pg_catalog, public;
