"""What Schemathesis has to know beside the schema."""

import schemathesis
from schemathesis import GenerationMode

# Which of these there are only the record knows; any other value of the schema is understood.
NAMES = {"speaker", "publisher", "topic", "verdict"}
ONLY_THE_RECORD_KNOWS = {"cursor", "since", "repeated_by", "claimant", "rating", "pageToken"}
ONLY_THE_RECORD_KNOWS |= NAMES | {f"not_{name}" for name in NAMES}
ONLY_THE_RECORD_KNOWS |= {"every_speaker", "every_publisher", "every_topic", "was_verdict"}
KNOWN = {"publisher": "Paper 7", "topic": "Topic 3", "verdict": "false"}


@schemathesis.hook
def map_query(context, query):
    """Of three requests two ask for what there is, or few would get beyond the door."""
    if not query or len(str(query)) % 3 == 0:
        return query
    made_up = {name: value for name, value in query.items() if name not in ONLY_THE_RECORD_KNOWS}
    return made_up | {name: value for name, value in KNOWN.items() if name in query}


@schemathesis.check
def understood(context, response, case):
    """What the schema allows is no misuse, but of a name or a cursor that there is not."""
    if response.status_code == 400 and case.meta.generation.mode == GenerationMode.POSITIVE:
        refused = response.json()
        if "error" in refused:  # Google's shape, whose sentences begin with the parameter
            refused["errors"] = [{"parameter": refused["error"]["message"].partition(":")[0]}]
        misused = {error["parameter"] for error in refused["errors"]}
        assert misused <= ONLY_THE_RECORD_KNOWS, misused
