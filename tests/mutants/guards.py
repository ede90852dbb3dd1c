"""
The guards, over a hundred and fifty. Each is removed by a line or two, and its tests must notice.

The first 29 nobody noticed when they were first removed; the others are the rules that a reader of
the record, an editor and whoever imports rely on most.
"""

from .desk import DESK
from .guard import constraint, in_database, in_file, in_function, trigger, unique
from .statement import STATEMENT

LACKING = "tests/test_desk_permissions.py"
LACKING += "::test_whoever_lacks_one_right_is_refused_and_whoever_has_them_all_is_not"
DELIVERY = "tests/record/delivery"
CLAIMS = "tests/claims/test_rules.py"
LOCKS = "tests/claims/test_locks.py"
MATCHES = "tests/claims/matching/test_matches.py"
VECTORS = "tests/claims/meaning/test_served.py"
REVIEWS = "tests/claims/test_reviews_public.py"
PUBLIC_MATCHES = "tests/claims/matching/test_public_matches.py"
SOURCES = "tests/sources/test_rules.py"
REFUSALS = "tests/record/api/test_refusals.py"
OWN = "tests/record/admin/test_own.py::"
TOKENS = "tests/record/delivery/test_rate_limit.py"
CHANGES = "tests/record/api/test_changes.py"
VANISHED = "tests/record/test_vanished.py"
CANARIES = "tests/test_visibility.py::test_no_canary_leaves_by_any_exit"

DENIED = "            raise PermissionDenied\n"
MAY_VIEW = f"        if not self.has_view_permission(request):\n{DENIED}"

# Each view of the desk that Django's admin does not guard by itself.
PERMISSIONS = [
    in_file("may_view_cards", "sources/admin/article_page.py", MAY_VIEW, "", LACKING),
    in_file("may_search_speakers", "sources/admin/speaker.py", MAY_VIEW, "", LACKING),
    in_file(
        "may_view_checkable_sentences",
        "claims/admin/checkable.py",
        "    if not article_admin.has_view_permission(request, article):\n"
        "        raise PermissionDenied\n",
        "",
        LACKING,
    ),
    in_file(
        "may_look_for_claims",
        "claims/admin/alike.py",
        "    if not claim_admin.has_view_permission(request):\n        raise PermissionDenied\n",
        "",
        LACKING,
    ),
    in_file(
        "may_export_a_list",
        "record/admin/export.py",
        MAY_VIEW.replace("self.", "self.page."),
        "",
        LACKING,
    ),
    in_file(
        "may_select_a_quote",
        "sources/admin/article_page.py",
        f'        if not request.user.has_perm("sources.add_quote"):\n{DENIED}',
        "",
        LACKING,
    ),
    in_file(
        "may_record_an_appearance",
        "claims/admin/claim.py",
        f'        if not request.user.has_perm("claims.add_appearance"):\n{DENIED}',
        "",
        LACKING,
    ),
    in_file(
        "may_capture_a_text",
        "sources/admin/article.py",
        f"        if not self.has_change_permission(request, article):\n{DENIED}",
        "",
        LACKING,
    ),
    in_file(
        "may_place_quotes",
        "sources/admin/placement.py",
        f'        if not request.user.has_perm("sources.change_quote"):\n{DENIED}',
        "",
        LACKING,
    ),
]

SETTINGS = [
    in_file(
        "record_statement_timeout",
        "config/databases.py",
        " -c statement_timeout=3000",
        "",
        "tests/record/test_role.py::test_the_record_is_read_by_its_role_read_only_and_for_three_seconds_at_most",
    ),
    in_file(
        "record_is_read_only",
        "config/databases.py",
        "-c default_transaction_read_only=on",
        "",
        "tests/record/test_role.py::test_the_record_is_read_by_its_role_read_only_and_for_three_seconds_at_most",
    ),
    in_file(
        "frame_ancestors",
        "config/settings.py",
        "frame-ancestors {}; ",
        "",
        f"{DELIVERY}/test_security.py::test_no_page_is_framed_and_no_form_leads_away",
    ),
    in_file(
        "form_action",
        "config/settings.py",
        "form-action 'self'; ",
        "",
        f"{DELIVERY}/test_security.py::test_no_page_is_framed_and_no_form_leads_away",
    ),
    in_file(
        "session_ends_after_a_day",
        "config/settings.py",
        "SESSION_COOKIE_AGE = 12 * 60 * 60 + SESSION_RENEWED_AFTER\n",
        "",
        f"{DELIVERY}/test_security.py::test_a_session_ends_after_twelve_hours",
    ),
    in_file(
        "password_is_long",
        "config/settings.py",
        '"OPTIONS": {"min_length": 12}',
        '"OPTIONS": {"min_length": 1}',
        f"{DELIVERY}/test_security.py::test_a_password_has_twelve_characters",
    ),
]

ANSWERS = [
    in_file(
        "cached_answer_is_of_its_host",
        "record/delivery/response_cache.py",
        'KEY = ("HTTP_HOST", "PATH_INFO",',
        'KEY = ("PATH_INFO",',
        f"{DELIVERY}/test_response_cache.py::test_a_cached_answer_is_for_the_host_that_was_asked",
    ),
    in_file(
        "answers_are_cached_nowhere_unasked",
        "record/delivery/etag.py",
        '        response.headers["Cache-Control"] = "no-cache"\n',
        "",
        f"{DELIVERY}/test_etag.py::test_a_cache_asks_before_it_uses_an_answer",
    ),
    in_file(
        "remembered_readers_are_bounded",
        "record/delivery/rate_limit.py",
        "            if len(self.allowances) >= MAX_READERS:\n",
        "            if False:\n",
        f"{TOKENS}::test_a_process_remembers_only_so_many_readers",
    ),
    in_file(
        "google_page_size",
        "record/api/google.py",
        'min(parameters["pageSize"] or PAGE_SIZE, MAX_PAGE_SIZE)',
        'parameters["pageSize"] or PAGE_SIZE',
        "tests/record/api/test_google.py::test_a_page_has_a_largest_size",
    ),
    in_file(
        "a_500_is_rolled_back",
        "sources/models/change.py",
        "            if response.status_code >= 500:\n",
        "            if False:\n",
        f"{DELIVERY}/test_security.py::test_what_a_failed_request_has_written_is_rolled_back",
    ),
    in_file(
        "every_text_column_is_no_formula",
        "record/exports/formats.py",
        "if column.is_text else name",
        'if column.is_text and column.name != "headline" else name',
        "tests/record/exports/test_formulas.py",
    ),
    in_file(
        "export_time_limit",
        "record/exports/stream.py",
        "SET LOCAL statement_timeout = '15min'; ",
        "",
        "tests/record/exports/test_time_limit.py",
    ),
    in_database(
        "record_follows_topics",
        "DROP TRIGGER record_follows_update ON claims_claim_topics",
        "tests/record/test_record.py::test_record_equals_its_views_after",
    ),
]


def stays(rule, column):
    """One of the columns that a rule keeps as they are."""
    test = f"{CLAIMS}::test_{rule}"
    return in_function(f"{rule}: {column}", rule, f"NEW.{column}", f"OLD.{column}", test)


VERIFICATION = [
    stays("verification_words_change_in_draft", "claim_id"),
    stays("verification_words_change_in_draft", "verdict_id"),
    stays("verification_decision_stands", "published_at"),
    stays("verification_decision_stands", "supersedes_id"),
    stays("verification_decision_stands", "publish_at"),
    stays("verification_decision_stands", "read_digests"),
    trigger(
        "verification_awaits_its_claim",
        "claims_verification",
        "tests/claims/test_races.py::test_a_correction_awaits_its_claim_without_the_record",
    ),
    trigger(
        "verification_dated_by_the_database",
        "claims_verification",
        f"{CLAIMS}::test_the_database_says_when_it_was_submitted_published_and_withdrawn",
    ),
]

PLACED = "tests/sources/test_placements.py::test"
SAID = [
    trigger(
        "placement_words_stand_there", "sources_placement", f"{PLACED}_placement_words_stand_there"
    ),
    trigger(
        "placement_changes_by_a_decision",
        "sources_placement",
        f"{PLACED}_placement_changes_by_a_decision",
    ),
    trigger(
        "placement_of_a_published_claim_decided_by_a_reviewer",
        "sources_placement",
        f"{PLACED}_placement_of_a_published_claim_decided_by_a_reviewer",
    ),
    trigger(
        "placement_of_a_published_claim_stays",
        "sources_placement",
        f"{PLACED}_placement_of_a_published_claim_stays",
    ),
    trigger(
        "snapshot_dated_by_the_database",
        "sources_snapshot",
        "tests/sources/ingest/test_capture.py",
    ),
    trigger(
        "speaker_keeps_its_public_id",
        "sources_speaker",
        f"{SOURCES}::test_speaker_keeps_its_public_id",
    ),
    trigger(
        "quote_vanished_as_placed",
        "sources_quote",
        f"{PLACED}_nobody_but_the_placements_says_that_words_are_gone",
    ),
    trigger("quote_text_is_its_span", "sources_quote", f"{SOURCES}::test_quote_text_is_its_span"),
    trigger(
        "snapshot_never_changes", "sources_snapshot", f"{SOURCES}::test_snapshot_never_changes"
    ),
    constraint(
        "quote_accepted_only_with_speaker",
        "sources_quote",
        f"{SOURCES}::test_quote_accepted_only_with_speaker",
    ),
    in_function(
        "merge_of_one_wikidata_id",
        "sources_merge_made",
        "gone.wikidata_id <> kept.wikidata_id",
        "false",
        "tests/sources/test_merge.py::test_merge_of_one_wikidata_id",
    ),
    trigger(
        "quote_speaker_follows_merge",
        "sources_quote",
        "tests/sources/test_merge.py::test_whoever_names_the_merged_one_afterwards_names_the_kept_one",
    ),
]

HISTORY = [
    trigger(
        "sources_change_is_only_added_to",
        "sources_change",
        "tests/sources/test_history.py::test_sources_change_is_only_added_to",
    ),
    in_database(
        "desk_writes_no_history",
        "GRANT UPDATE ON sources_change TO verbatim_desk",
        "tests/sources/test_history.py::test_the_desks_role_reaches_neither_the_history_nor_what_writes_it",
    ),
    trigger(
        "auth_user_password_history",
        "auth_user",
        "tests/sources/test_history.py::test_that_somebody_set_a_password_is_kept_and_not_which",
    ),
    trigger(
        "second_factor_set_up",
        "otp_totp_totpdevice",
        f"{OWN}test_it_is_taken_away_with_a_code_alone_and_the_history_says_so",
    ),
    trigger(
        "second_factor_changed",
        "otp_totp_totpdevice",
        f"{OWN}test_what_opens_a_log_in_is_changed_with_history_alone",
    ),
    trigger(
        "recovery_codes_made",
        "otp_static_statictoken",
        f"{OWN}test_what_opens_a_log_in_is_changed_with_history_alone",
    ),
    trigger(
        "recovery_codes_moved",
        "otp_static_staticdevice",
        f"{OWN}test_a_second_factor_given_to_another_is_in_both_histories",
    ),
    in_file(
        "another_phone_is_taken_with_a_code",
        "record/admin/own.py",
        " and not is_right(request):\n",
        " and False:\n",
        f"{OWN}test_another_phone_is_taken_with_a_code_of_the_old_one",
    ),
    in_file(
        "an_administrators_removal_ends_log_ins",
        "claims/admin/people.py",
        "                end(person)\n",
        "                pass\n",
        f"{OWN}test_an_administrator_takes_a_lost_phone_away_but_no_superusers",
    ),
    in_file(
        "a_second_factor_is_asked_for",
        "record/admin/login.py",
        "            if not person.otp_device:\n",
        "            if False:\n",
        f"{OWN}test_with_a_second_factor_a_password_alone_opens_nothing",
    ),
    trigger(
        "speaker_history",
        "sources_speaker",
        "tests/test_history_everywhere.py::test_a_change_is_kept",
    ),
    in_file(
        "save_of_an_old_version_is_refused",
        "sources/admin/base.py",
        "        if seen == str(version):\n",
        "        if True:\n",
        "tests/test_desk_conflicts.py::test_the_second_save_shows_both_versions_and_keeps_what_was_typed",
    ),
    in_file(
        "others_work_is_not_deleted",
        "sources/admin/base.py",
        "        return (is_own or may_delete_others) and super()",
        "        return super()",
        "tests/test_desk_access.py::test_the_table_holds",
    ),
]

FOUR_EYES = [
    constraint(
        "verification_published_by_another_person",
        "claims_verification",
        f"{CLAIMS}::test_verification_published_by_another_person",
    ),
    trigger(
        "verification_published_by_a_reviewer",
        "claims_verification",
        "tests/test_desk_four_eyes.py::test_verification_published_by_a_reviewer",
    ),
    constraint(
        "verification_published_when_its_time_has_come",
        "claims_verification",
        "tests/claims/test_embargo.py::test_verification_published_when_its_time_has_come",
    ),
    unique(
        "verification_published_once_per_claim",
        f"{CLAIMS}::test_verification_published_once_per_claim",
    ),
    trigger(
        "evidence_changes_in_draft",
        "claims_evidence",
        f"{CLAIMS}::test_evidence_changes_in_draft",
    ),
    trigger(
        "appearance_of_a_published_claim_stays",
        "claims_appearance",
        f"{CLAIMS}::test_appearance_of_a_published_claim_stays",
    ),
    trigger(
        "claim_keeps_its_public_id",
        "claims_claim",
        f"{CLAIMS}::test_claim_keeps_its_public_id",
    ),
    *(
        trigger(name, "claims_verification", f"{CLAIMS}::test_{name}")
        for name in ("verification_keeps_its_submission", "verification_withdrawn_by_a_reviewer")
    ),
    trigger(
        "claim_under_review_stays",
        "claims_claim",
        f"{CLAIMS}::test_claim_under_review_stays",
    ),
    *(
        trigger(name, table, f"{LOCKS}::test_{name}")
        for name, table in [
            ("quote_of_a_published_claim_stays", "sources_quote"),
            ("article_of_a_published_claim_stays", "sources_article"),
            ("publisher_of_a_published_claim_stays", "sources_publisher"),
            ("speaker_of_a_published_claim_stays", "sources_speaker"),
            ("role_stays_as_a_published_claim_shows_it", "sources_role"),
            ("merge_of_a_public_speaker_by_two_people", "sources_merge"),
            ("claim_topics_of_a_published_claim_stay", "claims_claim_topics"),
            ("topic_of_a_published_claim_stays", "claims_topic"),
            ("verdict_once_published_stays", "claims_verdict"),
        ]
    ),
    *(
        rule(name, "claims_amendment", f"tests/claims/test_amendments.py::test_{name}")
        for rule, name in [
            (constraint, "amendment_applied_by_another_person"),
            (trigger, "amendment_applied_by_a_reviewer"),
            (trigger, "amendment_stands"),
        ]
    ),
    trigger(
        "claim_vector_is_of_what_it_says",
        "claims_claim",
        f"{VECTORS}::test_a_claim_without_a_vector_is_the_queue_and_one_worded_otherwise_is_again",
    ),
    unique("match_once_per_pair", f"{MATCHES}::test_match_once_per_pair"),
    *(
        rule(name, "claims_match", f"{MATCHES}::test_{name}")
        for rule, name in [
            (constraint, "match_of_two_claims"),
            (constraint, "match_kind_is_known"),
            (constraint, "match_decided_by_somebody"),
            (trigger, "match_confirmed_by_another_person"),
            (trigger, "match_confirmed_as_proposed"),
            (trigger, "match_confirmed_by_who_changed_nothing"),
            (trigger, "match_confirmed_as_read"),
            (trigger, "match_taken_back_by_a_reviewer"),
            (trigger, "match_stays_as_decided"),
            (trigger, "match_of_published_claims_stays"),
            (trigger, "match_dated_by_the_database"),
        ]
    ),
    *(
        trigger(name, table, f"{REVIEWS}::test_{test}")
        for table, name, test in [
            (
                "claims_review",
                "review_confirmed_by_another_person",
                "review_confirmed_by_another_person",
            ),
            ("claims_review", "review_confirmed_as_linked", "review_confirmed_as_linked"),
            ("claims_review", "review_taken_back_by_a_reviewer", "review_taken_back_by_a_reviewer"),
            (
                "claims_review",
                "review_confirmed_by_who_changed_nothing",
                "review_confirmed_by_who_changed_nothing",
            ),
            (
                "claims_review",
                "review_confirmation_lapses_with_what_was_read",
                "a_confirmation_lapses_with_what_was_read",
            ),
            (
                "claims_rating",
                "rating_that_a_claim_shows_keeps_its_word",
                "rating_that_a_claim_shows_keeps_its_word",
            ),
            (
                "claims_claim",
                "claim_reviews_lapse_with_its_words",
                "a_confirmation_is_of_what_the_claim_said",
            ),
        ]
    ),
    trigger(
        "appearance_confirmed_by_another_person",
        "claims_appearance",
        "tests/claims/test_appearances.py::test_appearance_confirmed_by_another_person",
    ),
    *(
        trigger(name, table, f"tests/claims/test_changed_nothing.py::test_{name}")
        for name, table in [
            ("verification_published_by_who_changed_nothing", "claims_verification"),
            ("verification_published_by_who_did_not_submit_it", "claims_verification"),
            ("appearance_confirmed_by_who_changed_nothing", "claims_appearance"),
            ("amendment_applied_by_who_changed_nothing", "claims_amendment"),
        ]
    ),
    *(
        trigger(name, table, f"tests/claims/test_under_way.py::test_{name}")
        for name, table in [
            ("appearance_acts_on_what_is_held", "claims_appearance"),
            ("amendment_acts_on_what_is_held", "claims_amendment"),
        ]
    ),
    in_function(
        "roles_are_held",
        "claims_hold",
        "FROM sources_role WHERE",
        "FROM sources_role WHERE false AND",
        "tests/claims/test_under_way.py",
    ),
    in_function(
        "renamed_is_the_same_person",
        "claims_changed_by",
        "SELECT claims_names(person)",
        "SELECT username::text FROM auth_user WHERE auth_user.id = person",
        "tests/claims/test_changed_nothing.py::test_whoever_is_renamed_is_the_same_person",
    ),
    in_function(
        "what_was_moved_away_was_changed",
        "claims_changed_by",
        "AND part_of = 'sources_speaker' AND was",
        "AND false AND was",
        "tests/claims/test_changed_nothing.py"
        "::test_a_role_moved_to_another_speaker_was_the_former_one_s",
    ),
    in_function(
        "former_approval_excuses_nothing",
        "claims_changed_by",
        "AND d.at BETWEEN since AND h.at",
        "",
        "tests/claims/test_changed_nothing.py"
        "::test_what_two_stood_behind_before_the_submission_excuses_nothing",
    ),
    in_file(
        "what_is_published_was_read",
        "record/sql/reviewed.sql",
        "    IF NEW.read_digests IS DISTINCT FROM present THEN\n",
        "    IF false THEN\n",
        "tests/claims/test_steps.py::test_what_changed_since_a_reviewer_read_it_is_shown_and_nothing_published",
    ),
    in_file(
        "what_is_submitted_is_held",
        "record/sql/reviewed.sql",
        "    WHEN (OLD.stage = 'draft' AND NEW.stage = 'submitted' OR OLD.stage",
        "    WHEN (OLD.stage",
        "tests/claims/test_under_way.py",
    ),
    in_file(
        "what_was_read_is_held",
        "record/sql/reviewed.sql",
        "    PERFORM record_hold(ARRAY[OLD.id]);\n",
        "",
        "tests/claims/test_publish_races.py::test_nothing_becomes_public_that_nobody_read",
    ),
]

PUBLIC = [
    in_file(
        "public_quote_is_accepted",
        "record/documents/quote.py",
        "condition=\"q.status = 'accepted'\"",
        'condition="true"',
        CANARIES,
    ),
    in_file(
        "said_by_counts_accepted_quotes",
        "record/documents/claim.py",
        "JOIN sources_quote q ON q.id = ap.quote_id AND q.status = 'accepted'",
        "JOIN sources_quote q ON q.id = ap.quote_id",
        CANARIES,
    ),
    in_function(
        "public_vector_is_of_a_public_claim",
        "record_renew_vectors",
        "FROM claims_vector v JOIN record_claim c ON c.id = v.claim\n    WHERE v.claim",
        "FROM claims_vector v\n    WHERE v.claim",
        f"{VECTORS}::test_the_record_has_the_vectors_of_published_claims_alone",
    ),
    in_file(
        "public_match_is_confirmed",
        "record/documents/claim.py",
        "WHERE m.stage = 'confirmed'",
        "WHERE true",
        f"{PUBLIC_MATCHES}::test_what_nobody_has_confirmed_is_the_desk_s_alone",
    ),
    in_file(
        "public_match_is_of_public_claims",
        "record/documents/claim.py",
        "JOIN claims_verdict w ON w.id = o.verdict_id",
        "JOIN claims_verdict w ON w.id = COALESCE(o.verdict_id, 1)",
        f"{PUBLIC_MATCHES}::test_a_match_is_public_while_both_claims_are",
    ),
    in_file(
        "public_review_is_confirmed",
        "record/documents/claim.py",
        " AND r.confirmed_by_id IS NOT NULL",
        "",
        f"{REVIEWS}::test_a_confirmed_review_is_in_the_api_and_on_the_page_with_publisher_and_verdict",
    ),
    in_file(
        "public_article_hides_its_text",
        "record/documents/article.py",
        "CASE WHEN p.shows_full_text THEN (",
        "CASE WHEN true THEN (",
        CANARIES,
    ),
    in_file(
        "public_placement_is_of_an_accepted_quote",
        "record/documents/article.py",
        "JOIN sources_quote q ON q.id = pl.quote_id AND q.status = 'accepted'",
        "JOIN sources_quote q ON q.id = pl.quote_id",
        f"{VANISHED}::test_a_quote_that_was_rejected_is_in_no_list_of_what_a_text_lacks",
    ),
    in_file(
        "article_follows_where_its_quotes_stand",
        "record/sql/definition.py",
        '    "sources_placement": [("snapshots", "snapshot_id", "true")],\n',
        "",
        f"{VANISHED}::test_an_article_says_of_each_text_how_much_changed_and_which_quotes_it_lacks",
    ),
    in_function(
        "hidden_text_is_hidden_in_the_past",
        "record_article_rows_changed",
        "PERFORM record_texts_hidden(ids);",
        "",
        f"{CHANGES}::test_a_text_no_longer_shown_is_shown_nowhere_in_the_past",
    ),
    in_function(
        "withdrawn_is_gone_from_the_past",
        "record_renew_claim",
        "DELETE FROM record_claim_past WHERE",
        "DELETE FROM record_claim_past WHERE false AND",
        f"{CHANGES}::test_what_was_taken_away_is_gone_from_the_past_as_well",
    ),
    in_database(
        "reader_reads_ready_rows_alone",
        "GRANT SELECT ON claims_claim TO verbatim_reader",
        "tests/record/test_role.py::test_reader_selects_from_the_ready_rows_and_from_nothing_else",
    ),
    in_database(
        "reader_calls_nothing_that_acts_as_the_owner",
        "GRANT EXECUTE ON FUNCTION record_hold TO PUBLIC",
        "tests/record/test_role.py::test_what_acts_as_its_owner_is_called_by_the_desk_or_by_nobody",
    ),
    in_database(
        "desk_makes_no_trigger_of_what_acts_as_the_owner",
        "GRANT EXECUTE ON FUNCTION claims_words_emptied TO verbatim_desk",
        "tests/record/test_role.py::test_what_acts_as_its_owner_is_called_by_the_desk_or_by_nobody",
    ),
]

REQUESTS = [
    in_file(
        "unknown_parameter",
        "record/query/parameters.py",
        "        if name not in known:\n",
        "        if False:\n",
        f"{REFUSALS}::test_an_unknown_parameter_is_answered_with_the_known_ones",
    ),
    in_file(
        "cursor_signature",
        "record/query/paging.py",
        "return self.signer.unsign_object(cursor)",
        "return self.signer.unsign_object(self.signer.sign(cursor.rpartition(':')[0]))",
        f"{REFUSALS}::test_a_cursor_holds_for_its_own_list_and_ordering",
    ),
    in_file(
        "token_scope",
        "record/delivery/rate_limit.py",
        "        if scope not in scopes:\n",
        "        if False:\n",
        f"{TOKENS}::test_a_token_opens_what_it_is_for",
    ),
    in_file(
        "token_expiry",
        "record/models/token.py",
        "return self.filter(expires_at__gt=at or timezone.now())",
        "return self.all()",
        f"{TOKENS}::test_an_expired_token_reads_no_more",
    ),
    in_file(
        "forwarded_address",
        "record/delivery/rate_limit.py",
        "    if settings.BEHIND_PROXY:\n",
        "    if True:\n",
        f"{TOKENS}::test_a_made_up_forwarded_address_is_worth_nothing",
    ),
]

IN_AND_OUT = [
    in_file(
        "suggestions_are_bounded",
        "sources/ingest/suggestions.py",
        "MAX_SUGGESTIONS_PER_SNAPSHOT = 1000\n",
        "MAX_SUGGESTIONS_PER_SNAPSHOT = 2000\n",
        "tests/sources/ingest/test_capture.py::test_a_million_marks_are_read_as_far_as_an_editor_would",
    ),
    in_file(
        "restore_is_the_same_record",
        "record/restore/restore.py",
        "            require_the_same(cursor, counts)\n",
        "",
        "tests/record/restore/test_restore.py::test_what_is_no_export_of_ours_is_refused_whole",
    ),
    in_file(
        "restore_names_the_claim_that_a_match_lacks",
        "record/restore/restore.py",
        "raise NotRestored(WITHOUT_MATCH.format(*alone))",
        "pass",
        "tests/record/restore/test_restore.py::test_a_claim_without_the_one_it_is_matched_with_is_refused",
    ),
    in_file(
        "import_refuses_a_password_in_an_address",
        "sources/ingest/article_url.py",
        '    if "@" in parts.netloc:\n',
        "    if False:\n",
        "tests/sources/ingest/test_article_url.py::test_an_address_with_a_password_is_refused_without_repeating_it",
    ),
]

HOOKS = "tests/record/webhooks/test_webhooks.py::"
FOLLOWING = [
    in_file(
        "webhooks_stay_out_of_our_own_network",
        "record/webhooks/sending.py",
        "network_backend=PublicNetwork(deadline)",
        "",
        f"{HOOKS}test_nothing_is_sent_into_our_own_network",
    ),
    in_file(
        "a_disabled_webhook_is_sent_nothing",
        "record/models/webhook.py",
        ', webhook__disabled_because=""',
        "",
        f"{HOOKS}test_a_receiver_that_says_410_is_asked_no_more",
    ),
    in_file(
        "what_has_changed_since_is_not_sent",
        "record/models/webhook.py",
        "due.exclude(models.Exists(newer))",
        "due",
        f"{HOOKS}test_what_failed_is_not_sent_again_once_the_claim_is_withdrawn",
    ),
    in_file(
        "something_newer_takes_the_place_of_what_waits",
        "record/webhooks/outbox.py",
        "    earlier.overtake()\n",
        "",
        f"{HOOKS}test_a_correction_takes_the_place_of_what_was_not_accepted",
    ),
    in_file(
        "what_was_overtaken_is_never_due_again",
        "record/webhooks/sending.py",
        "filter(pk=delivery.pk).exclude(due_at=None)",
        "filter(pk=delivery.pk)",
        f"{HOOKS}test_what_is_on_its_way_while_the_claim_is_withdrawn_is_not_tried_again",
    ),
    trigger(
        "delivery_tells_what_the_record_says",
        "record_delivery",
        f"{HOOKS}test_delivery_tells_what_the_record_says",
    ),
    trigger("webhook_keeps_its_secret", "record_webhook", f"{HOOKS}test_webhook_keeps_its_secret"),
    in_file(
        "a_webhook_s_filter_is_asked",
        "record/webhooks/outbox.py",
        "    return found.is_valid() and found.qs.exists()",
        "    return claims.exists()",
        f"{HOOKS}test_a_filter_says_of_which_and_what_was_told_is_told_of_later",
    ),
    in_file(
        "a_withdrawn_claim_is_a_tombstone_of_its_editions",
        "record/exports/rows.py",
        "kept if table.withdrawn_after else ready",
        "ready",
        "tests/record/exports/test_editions.py"
        "::test_what_was_withdrawn_later_is_a_tombstone_and_the_old_hash_stays_listed",
    ),
    in_file(
        "a_parameter_is_given_once",
        "record/query/parameters.py",
        "        elif len(values) > 1 and not isinstance(fields[name], ListField):\n"
        '            yield {"parameter": name, "detail": "Give this parameter once."}\n',
        "",
        REFUSALS,
    ),
]

GUARDS = [
    *PERMISSIONS,
    *SETTINGS,
    *ANSWERS,
    *VERIFICATION,
    *SAID,
    *HISTORY,
    *FOUR_EYES,
    *STATEMENT,
    *PUBLIC,
    *REQUESTS,
    *IN_AND_OUT,
    *DESK,
    *FOLLOWING,
]
