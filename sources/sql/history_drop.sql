DROP TABLE sources_change;
DROP FUNCTION sources_change_is_only_added_to();
DROP FUNCTION sources_keep_change() CASCADE;
