DROP FUNCTION record_cell(text);
DROP FUNCTION record_told(text, json, tsquery, text);
DROP FUNCTION record_expanded(json, text[]);
DROP FUNCTION record_picked(json, text[]);
DROP FUNCTION record_verdict(bigint);
DROP FUNCTION record_evidence(bigint);
DROP FUNCTION record_speaker_name(bigint);
DROP FUNCTION record_role(bigint, date);
DROP FUNCTION record_slug(text, uuid);
DROP FUNCTION record_names(text[]);
DROP FUNCTION record_time(timestamptz);
DROP FUNCTION record_query(text);
DROP FUNCTION record_forms(text);
DROP AGGREGATE record_vector(tsvector);
DROP FUNCTION record_joined(tsvector, tsvector);
DROP FUNCTION record_search(text, text);
DROP FUNCTION record_reading(text);
DROP TEXT SEARCH CONFIGURATION
    verbatim, verbatim_english, verbatim_german, verbatim_french, verbatim_spanish, verbatim_russian;
DROP TEXT SEARCH DICTIONARY
    verbatim_english, verbatim_german, verbatim_french, verbatim_spanish, verbatim_russian;
