DROP FUNCTION sources_merge_made() CASCADE;
DROP FUNCTION sources_merge_undone() CASCADE;
DROP FUNCTION sources_rename_speaker(bigint, bigint);
DROP FUNCTION sources_refuse(text, text);
DROP VIEW sources_speaker_named;
