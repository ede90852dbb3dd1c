-- The role that serves the world: it may read the ready rows and nothing else.
DO $$
BEGIN
    CREATE ROLE verbatim_reader NOLOGIN;
EXCEPTION
    -- roles belong to the whole server, where an administrator may have made this one
    WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN NULL;
END $$;

DO $$
BEGIN
    GRANT verbatim_reader TO CURRENT_USER;
EXCEPTION
    WHEN insufficient_privilege THEN NULL;  -- granted by whoever made the role; a check looks
END $$;

GRANT USAGE ON SCHEMA public TO verbatim_reader;
GRANT SELECT ON
    record_publisher, record_article, record_snapshot, record_speaker, record_quote, record_topic,
    record_verdict, record_claim, record_verification, record_change
TO verbatim_reader;

GRANT USAGE ON SCHEMA record_then TO verbatim_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA record_then TO verbatim_reader;
