DROP TRIGGER claims_words_emptied ON claims_claim;
DROP TABLE claims_posting, claims_word;
DROP SEQUENCE claims_words_changed;
DROP FUNCTION claims_words_emptied, claims_scored, claims_count_words, claims_index_some, claims_index,
    claims_weights, claims_names, claims_asked, claims_words, claims_name_key, claims_readable,
    claims_stemmer;
DROP TEXT SEARCH CONFIGURATION claims_english, claims_german, claims_french, claims_spanish,
    claims_russian, claims;
