DROP SCHEMA record_then CASCADE;
DROP TABLE record_publisher_past, record_article_past, record_snapshot_past, record_speaker_past,
    record_quote_past, record_topic_past, record_verdict_past, record_claim_past,
    record_verification_past;
