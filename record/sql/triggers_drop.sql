DROP FUNCTION record_follow() CASCADE;
DROP PROCEDURE record_follows(regclass, text[]);
DROP FUNCTION
    record_renew(text, bigint[]),
    record_rebuild(text),
    record_claims_changed(bigint[]),
    record_quotes_changed(bigint[]),
    record_speakers_changed(bigint[]),
    record_speaker_rows_changed(bigint[]),
    record_texts_hidden(bigint[]),
    record_articles_changed(bigint[]),
    record_article_rows_changed(bigint[]),
    record_snapshot_rows_changed(bigint[]),
    record_snapshots_changed(bigint[]),
    record_publisher_rows_changed(bigint[]),
    record_publishers_changed(bigint[]),
    record_topic_rows_changed(bigint[]),
    record_topics_changed(bigint[]),
    record_verdicts_changed(bigint[]);
