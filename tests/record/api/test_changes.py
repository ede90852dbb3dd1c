"""What the record said, says and no longer says: changes, past states and freshness."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from claims.models import Claim, Verification
from record.models import KINDS, Change
from sources.models import Speaker
from tests.factories import (
    a_claim,
    a_published_claim,
    a_publisher,
    a_snapshot,
    a_speaker,
    a_verification,
    an_accepted_quote,
)
from tests.refusals import as_owner, sql

pytestmark = pytest.mark.usefixtures("without_locks")


class Mirror:
    """A copy of the record that only ever reads changes/."""

    def __init__(self, get):
        self.get, self.since, self.documents = get, {}, {}

    def follow(self):
        while True:
            answer = self.get("changes/", page_size=3, **self.since)
            self.since = {"since": answer["since"]}
            for change in answer["results"]:
                self.documents[change["kind"], change["id"]] = change["document"]
            if not answer["next"]:
                return {key: document for key, document in self.documents.items() if document}


def the_record(get):
    return {
        (kind._meta.model_name, str(row.public_id)): get(f"{kind._meta.model_name}s/{key}/")
        for kind in KINDS
        for row in kind.objects.all()
        for key in [row.name if kind.__name__ == "Verdict" else row.public_id]
    }


def test_a_mirror_that_follows_changes_has_the_whole_record(get):
    mirror = Mirror(get)
    speaker = a_speaker(name="Before")
    claims = [a_published_claim([an_accepted_quote(speaker)]) for _ in range(2)]
    assert mirror.follow() == the_record(get)
    Speaker.objects.filter(pk=speaker.pk).update(name="After")
    claims[0].verifications.get().withdraw("The source was wrong.")
    assert mirror.follow() == the_record(get)
    assert get("changes/", **mirror.since)["results"] == []


def test_what_was_taken_away_is_a_tombstone(get):
    claim = a_published_claim()
    claim.verifications.get().withdraw("The source was wrong.")
    *_, last = get_changes(get, "claim")
    assert (last["id"], last["document"]) == (str(claim.public_id), None)


def get_changes(get, *kinds):
    return [c for c in get("changes/", page_size=200)["results"] if c["kind"] in kinds]


def by_the_method(verification, reason):
    verification.withdraw(reason)


def in_bulk(verification, reason):
    found = Verification.objects.filter(pk=verification.pk)
    found.update(stage="withdrawn", withdrawn_at=datetime.now(UTC), reason=reason)


def by_sql(verification, reason):
    sql(
        "UPDATE claims_verification SET stage = 'withdrawn', withdrawn_at = now(), reason = %s "
        "WHERE id = %s",
        reason,
        verification.pk,
    )


@pytest.mark.parametrize("way", [by_the_method, in_bulk, by_sql])
def test_a_withdrawn_claim_s_tombstone_says_when_and_why(get, way):
    claim, other = a_published_claim(), a_published_claim()
    finding = claim.verifications.get()
    way(finding, "The “source” was wrong.")
    finding.refresh_from_db()
    at = finding.withdrawn_at.isoformat().replace("+00:00", "Z")
    told = {(c["id"], c["withdrawn_at"], c["reason"]) for c in get_changes(get, "claim")}
    withdrawn = (str(claim.public_id), at, "The “source” was wrong.")
    assert told == {withdrawn, (str(other.public_id), None, None)}
    rest = get_changes(get, "verification", "speaker", "verdict")
    assert {(c["withdrawn_at"], c["reason"]) for c in rest} == {(None, None)}


def test_a_tombstone_of_before_reasons_were_public_has_none(get):
    a_verification("withdrawn")
    as_owner("UPDATE record_withdrawn SET reason = ''")
    (last,) = get_changes(get, "claim")[-1:]
    assert last["withdrawn_at"] and last["reason"] is None


@pytest.mark.parametrize("name", ["{id}/", "{id}.jsonld", "trees-{begin}/"])
def test_a_withdrawn_claim_is_gone_with_a_sentence(get, name):
    finding = a_verification("withdrawn")
    public_id = finding.claim.public_id
    problem = get(f"claims/{name.format(id=public_id, begin=public_id.hex[:12])}", 410)
    day = f"{finding.withdrawn_at:%-d %B %Y}"
    sentence = f"This claim was withdrawn on {day}: The source was wrong."
    assert (problem["title"], problem["status"], problem["detail"]) == ("Gone", 410, sentence)


def test_a_claim_published_again_is_no_tombstone(get):
    claim = a_verification("withdrawn").claim
    a_verification("published", claim=claim)
    assert get(f"claims/{claim.public_id}/")["statement"] == claim.statement
    assert {c["reason"] for c in get_changes(get, "claim")} == {None}
    claim.verifications.published().get().withdraw("Wrong again.")
    assert {c["reason"] for c in get_changes(get, "claim")} == {"Wrong again."}


def test_making_the_record_anew_finds_what_was_withdrawn(get):
    claim = a_verification("withdrawn").claim
    as_owner("DELETE FROM record_withdrawn")
    call_command("rebuild_record", verbosity=0)
    assert "The source was wrong." in get(f"claims/{claim.public_id}/", 410)["detail"]


def test_a_draft_changes_nothing():
    before = Change.objects.latest("number").number
    a_claim(), a_verification("submitted")
    assert Change.objects.latest("number").number == before


def test_the_past_is_told_as_it_was(get):
    claim = a_published_claim(claimant=a_speaker(name="Before"))
    first = get(f"claims/{claim.public_id}/")
    moment = datetime.now(UTC)
    Speaker.objects.update(name="After")
    path = f"claims/{claim.public_id}/"
    assert get(path, as_of=moment.isoformat()) == first
    assert get(path, as_of=moment.isoformat(), fields="claimant")["claimant"]["name"] == "Before"
    assert get(path)["claimant"]["name"] == "After" and get(path, 404, as_of="2020-01-01")
    assert get("verdicts/false/", as_of=moment.isoformat())["label"] == "False"


def test_what_changed_later_had_not_changed_yet_at_a_time_before(get):
    a_published_claim(claimant=a_speaker(name="Before"))
    since = datetime.now(UTC).isoformat()
    moment = datetime.now(UTC).isoformat()
    Speaker.objects.update(name="After")
    assert len(get("claims/", changed_since=since)["results"]) == 1
    assert get("claims/", changed_since=since, as_of=moment)["results"] == []


def test_a_list_of_the_past_is_found_counted_and_named_as_it_was(get):
    a_published_claim(claimant=a_speaker(name="Before"))
    moment = datetime.now(UTC).isoformat()
    asked = {"speaker": "before", "q": "trees", "count": "true", "facets": "speaker"}
    then = get("claims/", **asked)
    Speaker.objects.update(name="After")
    a_published_claim(statement="More trees."), a_verification("published")
    assert get("claims/", **asked, as_of=moment)["results"] == then["results"]
    assert get("claims/", **asked, as_of=moment)["facets"] == then["facets"]
    asked["speaker"] = "After"  # what somebody is called today is understood of any time
    assert get("claims/", **asked, as_of=moment)["results"] == then["results"]
    assert len(get("claims/", speaker="After")["results"]) == 1
    assert get("claims/", as_of="2020-01-01")["results"] == []


def test_a_past_list_goes_on_over_its_pages(get):
    claims = [a_published_claim(statement=f"Claim {n}.") for n in range(3)]
    moment = datetime.now(UTC).isoformat()
    Speaker.objects.filter(pk=claims[0].claimant_id).update(name="After")
    page = get("claims/", as_of=moment, page_size=2)
    second = get(page["next"].split("/api/v1/")[1])["results"]
    assert [claim["claimant"]["name"] for claim in second] != ["After"]
    assert len(page["results"] + second) == 3


def test_what_was_taken_away_is_gone_from_the_past_as_well(get):
    claim = a_published_claim()
    Speaker.objects.update(name="After")
    moment = datetime.now(UTC).isoformat()
    claim.verifications.get().withdraw("The source was wrong.")
    assert get("claims/", as_of=moment)["results"] == []
    gone = get(f"claims/{claim.public_id}/", 410, as_of=moment)
    assert "The source was wrong." in gone["detail"] and claim.statement not in str(gone)
    assert claim.statement not in str(get("changes/"))


def test_a_text_no_longer_shown_is_shown_nowhere_in_the_past(client):
    paper = a_publisher(shows_full_text=True)
    text = "We are here. Nobody else may read this."
    an_accepted_quote(words="We are here.", snapshot=a_snapshot(text, publisher=paper))
    moment = datetime.now(UTC).isoformat()
    assert text in client.get("/api/v1/articles/", {"as_of": moment}).content.decode()
    type(paper).objects.update(shows_full_text=False)
    for path in ("articles/", "snapshots/", "changes/"):
        query = {} if path == "changes/" else {"as_of": moment}
        assert text not in client.get(f"/api/v1/{path}", query).content.decode()


@pytest.mark.parametrize(
    "moment", ["yesterday", "0001-01-01", "9999-12-31", "2026-02-30", "9" * 400]
)
def test_a_time_that_is_none_is_a_400(get, moment):
    path = f"claims/{a_published_claim().public_id}/"
    assert get(path, 400, as_of=moment)["errors"][0]["parameter"] == "as_of"
    assert get("claims/", 400, changed_since=moment)["errors"][0]["parameter"] == "changed_since"


def test_claims_are_found_by_when_the_record_of_them_changed(get):
    _, renamed = a_published_claim(), a_published_claim()
    now = datetime.now(UTC)
    Speaker.objects.filter(pk=renamed.claimant_id).update(name="After")
    found = get("claims/", changed_since=now.isoformat())["results"]
    assert [claim["id"] for claim in found] == [str(renamed.public_id)]
    assert get("claims/", changed_since=str((now + timedelta(days=1)).date()))["results"] == []


def test_a_since_of_one_s_own_is_a_400(get):
    assert get("changes/", 400, since="5")["errors"][0]["parameter"] == "since"


PATHS = [
    "/",
    "/feeds/verdicts.atom",
    "/exports/claims.jsonl",
    "/api/v1/claims/",
    "/api/v1/changes/",
]


@pytest.mark.parametrize("path", PATHS)
def test_what_has_not_changed_is_a_304_for_one_query(client, path, django_assert_num_queries):
    claim = a_published_claim()
    etag = client.get(path)["ETag"]
    with django_assert_num_queries(1):
        assert client.get(path, headers={"if-none-match": etag}).status_code == 304
    Claim.objects.update(note="For us.")
    assert client.get(path, headers={"if-none-match": etag}).status_code == 304
    claim.verifications.get().withdraw("The source was wrong.")
    assert client.get(path, headers={"if-none-match": etag}).status_code == 200


def test_errors_are_never_fresh(client):
    assert "ETag" not in client.get("/api/v1/claims/", {"nothing": 1})
    assert "ETag" not in client.get(f"/claims/{a_claim().public_id}/")


def test_any_page_may_read(client):
    assert client.get("/api/v1/claims/")["Access-Control-Allow-Origin"] == "*"
