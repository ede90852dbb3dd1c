DROP VIEW
    public_snapshot, public_verification, public_verdict, public_topic, public_publisher,
    public_article, public_speaker, public_claim, found_claim,
    public_quote;
