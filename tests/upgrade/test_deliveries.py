"""What waits in the outbox of a version that kept each message names its change, or is not sent."""

from tests.upgrade import loading
from tests.upgrade.test_upgrade import rows

BEFORE = ("record", "0019")
HOOK = """
INSERT INTO record_webhook (name, url, filter, secret, last_change, disabled_because)
VALUES ('Ours', 'https://hook.example/', '', 'whsec_', 0, '') RETURNING id
"""
# As that version wrote them: with the moment of the change, of one that there never was, a test.
PUT = """
INSERT INTO record_delivery (webhook_id, event, claim, body, tries, answer)
SELECT w.id, e.event, c.public_id, json_build_object('timestamp', c.at + e.later), 0, ''
FROM record_webhook w, record_change c,
    (VALUES ('claim.published', interval '0'), ('claim.changed', interval '1 day')) e (event, later)
WHERE c.number = (SELECT min(number) FROM record_change WHERE kind = 'claim')
UNION ALL SELECT id, 'webhook.test', NULL, '{}', 0, '' FROM record_webhook RETURNING id
"""
LEFT = """
SELECT d.event, c.public_id IS NOT DISTINCT FROM d.claim, due_at IS NOT NULL
FROM record_delivery d LEFT JOIN record_change c ON c.number = d.change_id ORDER BY 1
"""


def test_a_delivery_of_the_version_before_finds_its_change():
    with loading.database("verbatim_deliveries") as url:
        loading.manage(url, "migrate", "--verbosity", "0")
        loading.manage(url, "seed")
        loading.manage(url, "migrate", *BEFORE, "--verbosity", "0")
        rows(url, HOOK)
        assert len(rows(url, PUT)) == 3
        loading.manage(url, "migrate", "--verbosity", "0")
        assert rows(url, LEFT) == [
            ("claim.changed", False, False),
            ("claim.published", True, True),
            ("webhook.test", True, True),
        ]
