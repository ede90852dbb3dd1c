-- The role that the desk acts as. It may write every table but the history, which the changes
-- themselves write, in a function of its owner's, and Django's own of the migrations.
DO $$
BEGIN
    CREATE ROLE verbatim_desk NOLOGIN;
EXCEPTION
    -- roles belong to the whole server, where an administrator may have made this one
    WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN NULL;
END $$;

DO $$
BEGIN
    GRANT verbatim_desk TO CURRENT_USER;
EXCEPTION
    WHEN insufficient_privilege THEN NULL;  -- granted by whoever made the role; a check looks
END $$;

GRANT USAGE ON SCHEMA public, record_then TO verbatim_desk;
GRANT SELECT ON ALL TABLES IN SCHEMA record_then TO verbatim_desk;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO verbatim_desk;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO verbatim_desk;
REVOKE INSERT, UPDATE, DELETE ON sources_change, django_migrations FROM verbatim_desk;
-- and with every table that a later migration makes
ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO verbatim_desk;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO verbatim_desk;

ALTER FUNCTION sources_keep_change() SECURITY DEFINER SET search_path = pg_catalog, public;
