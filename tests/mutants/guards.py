"""The guards, by what they guard: each is removed in a line, and its tests must notice."""

from .guard import constraint, in_database, in_file, in_function, trigger, unique

RULES = "tests/claims/test_rules.py"
SOURCES_RULES = "tests/sources/test_rules.py"

GUARDS = [
    # what was said
    trigger(
        "quote_text_is_its_span",
        "sources_quote",
        f"{SOURCES_RULES}::test_quote_text_is_its_span",
    ),
    trigger(
        "snapshot_never_changes",
        "sources_snapshot",
        f"{SOURCES_RULES}::test_snapshot_never_changes",
    ),
    constraint(
        "quote_accepted_only_with_speaker",
        "sources_quote",
        f"{SOURCES_RULES}::test_quote_accepted_only_with_speaker",
    ),
    in_function(
        "a merge keeps two people with two Wikidata ids apart",
        "sources_merge_made",
        "gone.wikidata_id <> kept.wikidata_id",
        "false",
        "tests/sources/test_merge.py::test_merge_of_one_wikidata_id",
    ),
    # four eyes
    constraint(
        "verification_published_by_another_person",
        "claims_verification",
        f"{RULES}::test_verification_published_by_another_person",
    ),
    unique(
        "verification_published_once_per_claim",
        f"{RULES}::test_verification_published_once_per_claim",
    ),
    in_function(
        "the summary of a submitted verification stands",
        "verification_words_change_in_draft",
        "NEW.summary",
        "OLD.summary",
        f"{RULES}::test_verification_words_change_in_draft",
    ),
    # what is public
    in_file(
        "a quote is public only if accepted",
        "record/sql/views.sql",
        "WHERE q.status = 'accepted';\n\n-- A claim",
        ";\n\n-- A claim",
        "tests/test_visibility.py::test_no_canary_leaves_by_any_exit",
    ),
    in_file(
        "a claim is public only if its verification is published",
        "record/sql/views.sql",
        "FROM found_claim\nWHERE stage = 'published'",
        "FROM found_claim",
        "tests/test_visibility.py::test_no_canary_leaves_by_any_exit",
    ),
    in_database(
        "the reader may read ready rows alone",
        "GRANT SELECT ON claims_claim TO verbatim_reader",
        "tests/record/test_role.py::test_reader_selects_from_the_ready_rows_and_from_nothing_else",
    ),
    # what a request may ask
    in_file(
        "an unknown parameter is refused",
        "record/query/parameters.py",
        "        if name not in known:\n",
        "        if False:\n",
        "tests/record/api/test_refusals.py::test_an_unknown_parameter_is_answered_with_the_known_ones",
    ),
    in_file(
        "a cursor is signed",
        "record/query/cursor.py",
        "return self.signer.unsign_object(cursor)",
        "return self.signer.unsign_object(self.signer.sign(cursor.rsplit(':', 1)[0]))",
        "tests/record/api/test_refusals.py::test_a_cursor_holds_for_its_own_list_and_ordering",
    ),
    # tokens
    in_file(
        "a token opens only what its scopes say",
        "record/delivery/rate_limit.py",
        "        if scope not in scopes:\n",
        "        if False:\n",
        "tests/record/delivery/test_rate_limit.py::test_a_token_opens_what_it_is_for",
    ),
    in_file(
        "a token expires",
        "record/models/token.py",
        "return self.filter(expires_at__gt=at or timezone.now())",
        "return self.all()",
        "tests/record/delivery/test_rate_limit.py::test_an_expired_token_reads_no_more",
    ),
]
