-- As desk.sql and role.sql left the privileges: what is derived now is taken back first.
DROP FUNCTION IF EXISTS superuser_made_by_the_owner() CASCADE;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM verbatim_desk;
GRANT EXECUTE ON FUNCTION sources_keep_change() TO PUBLIC;
