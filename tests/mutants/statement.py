"""What holds of one statement that changes something and decides about it."""

from .guard import in_database, in_file, in_function, trigger

ONE = "tests/claims/test_one_statement.py"
WHOLE = "tests/claims/test_published_whole.py"
BEFORE = """
DO $before$
DECLARE
    made text := (SELECT pg_get_triggerdef(oid) FROM pg_trigger
        WHERE tgname = '{name}' AND tgrelid = '{table}'::regclass);
BEGIN
    EXECUTE 'DROP TRIGGER {name} ON {table}';
    EXECUTE replace(made, ' AFTER ', ' BEFORE ');
END $before$
"""
UNPIN = """
DO $unpin$
DECLARE
    function regprocedure;
BEGIN
    FOR function IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        AND (prosecdef OR prorettype = 'trigger'::regtype)
    LOOP
        EXECUTE format('ALTER FUNCTION %s RESET {setting}', function);
    END LOOP;
END $unpin$
"""


def unpinned(setting, *tests):
    """That no rule and no function of the owner's is read with a session's own setting."""
    return in_database(f"no_session_sets_{setting}", UNPIN.format(setting=setting), *tests)


def after(name, table, test):
    """That a rule looks when the statement has written all its rows."""
    sql = BEFORE.format(name=name, table=table)
    return in_database(f"{name}_after_the_statement", sql, f"{ONE}::test_{test}")


STATEMENT = [
    *(
        after(name, table, "what_becomes_public_is_not_changed_by_who_publishes_it")
        for name, table in [
            ("speaker_of_a_published_claim_stays", "sources_speaker"),
            ("role_stays_as_a_published_claim_shows_it", "sources_role"),
            ("quote_of_a_published_claim_stays", "sources_quote"),
            ("article_of_a_published_claim_stays", "sources_article"),
            ("publisher_of_a_published_claim_stays", "sources_publisher"),
            ("topic_of_a_published_claim_stays", "claims_topic"),
            ("claim_topics_of_a_published_claim_stay", "claims_claim_topics"),
            ("verdict_once_published_stays", "claims_verdict"),
            ("appearance_confirmed_by_another_person", "claims_appearance"),
            ("merge_of_a_public_speaker_by_two_people", "sources_merge"),
            ("verification_published_by_who_changed_nothing", "claims_verification"),
            ("placement_of_a_published_claim_decided_by_a_reviewer", "sources_placement"),
        ]
    ),
    after(
        "placement_of_a_published_claim_stays",
        "sources_placement",
        "what_was_found_of_a_quote_stays_with_its_publication",
    ),
    after(
        "verification_published_by_who_did_not_submit_it",
        "claims_verification",
        "who_takes_another_name_while_publishing_is_the_same_person",
    ),
    *(
        after(name, table, "who_takes_another_name_while_deciding_is_the_same_person")
        for name, table in [
            ("appearance_confirmed_by_who_changed_nothing", "claims_appearance"),
            ("amendment_applied_by_who_changed_nothing", "claims_amendment"),
            ("match_confirmed_by_who_changed_nothing", "claims_match"),
        ]
    ),
    after(
        "rating_that_a_claim_shows_keeps_its_word",
        "claims_rating",
        "rating_that_a_claim_shows_keeps_its_word",
    ),
    after(
        "amendment_applied_to_all_that_show_it",
        "claims_amendment",
        "amendment_applied_to_all_that_show_it",
    ),
    in_function(
        "merge_moves_all_that_names_it",
        "sources_merge_moves",
        "<> '{}'",
        "IS NULL",
        "tests/sources/test_merge.py::test_merge_moves_all_that_names_it",
    ),
    *(
        in_function(
            f"{function}_sees_the_present",
            function,
            "    PERFORM record_sees_the_present();\n",
            "",
            "tests/claims/test_publish_races.py"
            "::test_nothing_is_written_with_a_view_from_before_a_publication",
        )
        for function in ("record_work_off", "record_index_some", "record_ledger_history")
    ),
    in_function(
        "who_publishes_comes_before_the_next_claims_are_read",
        "record_index_some",
        "    PERFORM pg_advisory_xact_lock(hashtext('record.turn'));\n",
        "",
        "tests/record/test_words.py::test_who_publishes_comes_before_the_next_batch",
    ),
    in_function(
        "who_reads_claims_waits_for_nothing_while_it_has_the_turn",
        "record_index_some",
        "NOT pg_try_advisory_xact_lock(hashtext('record'))",
        "pg_advisory_xact_lock(hashtext('record')) IS NULL",
        "tests/record/test_words.py::test_while_others_write_the_record_reading_is_tried_again",
    ),
    in_function(
        "history_is_written_with_the_present_in_view",
        "sources_keep_change",
        "<> 'read committed'",
        "IS NULL",
        "tests/claims/test_publish_races.py"
        "::test_nothing_is_written_with_a_view_from_before_a_publication",
    ),
    in_database(
        "a_new_name_is_in_the_history_before_any_rule_asks",
        BEFORE.format(name="auth_user_history_of_changes", table="auth_user").replace(
            "' AFTER ', ' BEFORE '", "' BEFORE ', ' AFTER '"
        ),
        f"{ONE}::test_who_takes_another_name_while_publishing_is_the_same_person",
    ),
    in_function(
        "a_merge_opens_what_two_people_say",
        "claims_merged",
        "a.row_id = m.merged_id",
        "true OR a.row_id = m.merged_id",
        f"{ONE}::test_a_merge_opens_nothing_that_is_published_after_it",
    ),
    in_function(
        "the_verdict_of_what_is_published_counts",
        "claims_changed_by",
        "AND stage IN ('submitted', 'published')",
        "AND stage IN ('submitted')",
        "tests/claims/test_changed_nothing.py::test_verification_published_by_who_changed_nothing",
    ),
    in_function(
        "the_evidence_of_what_is_published_counts",
        "claims_changed_by",
        "'published', 'superseded'",
        "'superseded'",
        f"{ONE}::test_what_becomes_public_is_not_changed_by_who_publishes_it",
    ),
    in_database(
        "no_setting_has_the_owner_s_functions_find_less",
        "ALTER FUNCTION record_follow() RESET gin_fuzzy_search_limit",
        f"{WHOLE}::test_no_setting_of_a_session_shortens_the_list_of_changes",
    ),
    unpinned(
        "gin_fuzzy_search_limit",
        f"{WHOLE}::test_no_setting_of_a_session_shortens_the_list_of_changes",
    ),
    unpinned(
        "standard_conforming_strings",
        f"{WHOLE}::test_no_setting_of_a_session_changes_what_the_ledger_commits_to",
    ),
    unpinned(
        "quote_all_identifiers",
        "tests/sources/test_merge.py"
        "::test_undoing_puts_everything_back_whatever_the_session_that_merged_had_set",
    ),
    *(
        in_function(
            f"the_rewording_of_a_{of}_counts_for_its_review",
            "review_confirmed_by_who_changed_nothing",
            counted,
            "",
            "tests/claims/test_reviews_public.py"
            "::test_review_confirmed_by_who_did_not_reword_what_it_says_of_what",
        )
        for of, counted in [
            (
                "rating",
                "OR record = 'claims_rating' AND record_id = NEW.rating_id AND became ? 'word'",
            ),
            (
                "claim",
                "OR record = 'claims_claim' AND record_id = NEW.claim_id "
                "AND became ?| '{statement,language}'",
            ),
        ]
    ),
    in_file(
        "a_role_with_settings_of_its_own_is_not_served",
        "config/checks.py",
        "WHERE setrole = current_user::regrole",
        "WHERE false",
        "tests/test_desk_role.py::test_a_role_that_may_more_is_not_served",
    ),
    in_function(
        "a_text_is_not_dated_back",
        "snapshot_dated_by_the_database",
        "NEW.captured_at := clock_timestamp();",
        "NEW.captured_at := LEAST(NEW.captured_at, clock_timestamp());",
        "tests/sources/ingest/test_capture.py::test_the_database_says_when_a_text_was_captured",
    ),
    trigger(
        "webhook_knows_of_changes_there_are",
        "record_webhook",
        "tests/record/webhooks/test_webhooks.py::test_webhook_knows_of_changes_there_are",
    ),
]
