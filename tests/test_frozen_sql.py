"""What a landed migration reads is frozen with it: a database made today equals an upgraded one."""

from hashlib import sha256
from pathlib import Path

import pytest

from record.sql.definition import LIVING

ROOT = Path(__file__).parents[1]
DIGESTS = {
    "claims": {
        "matching": "d57f8d6beeb054f1bd71cad6ecb5e9a665e15bed0c2e3a855f9a469b287d6ca7",
        "matching_drop": "6b8cfc4c274a5b5fee74c857b9ebf235feb8d4d1b909cc7ad68298f27ba30d02",
    },
    "record": {
        "desk": "8b63213bd88e0ae103ffbc9e10c10d32f4278b8b08b91621dfdb67be29843ba0",
        "desk_drop": "6894a6cd4b7070e40af94a7c411839f0c0be5c539fc1ac6a55f11fdaf3f850e7",
        "fill": "edf8818a814dfedaf7a772d57174f0150ab74b02404bf8f2908391e15da53dfc",
        "functions": "c80647af24c5864783c49159c8ac201897e8bce6db63091c617f85f852b2a1a5",
        "functions_drop": "561b2cc0aeddffee46eb62a086ca543f65e1538943460660133294242e5bcfb5",
        "past": "e826d370c3e44624387565d33459d62583fdc02e71c26c8c4fbaf9f4bbc4fca8",
        "past_drop": "291aefc56b7f5911c7b1b67548399756f4c5429f68f9c7e77a3e8fdb99ada7f7",
        "role": "1bdd35a35cc44be77bc7a16baf40c3382d8097a083f9c9f38493d98df6859c56",
        "roles_back": "35eafc59585c3ec8c9b70c8bdb3c5c473c8641179fd1ab5a3f8db785a306dbc8",
        "storage": "e26866d60bf30c033cfb33f1b64ac4a0f8fcaf08c6d663add34f287ebf24b663",
        "triggers": "4e59c2485b366b033490f3930f31ef687c1fc35a91f47a6bff6ff6163f58d60e",
        "triggers_drop": "f2d61003f53fb79aff1615bd3187a3f65dbed54c0f009f32d62794876faf3fdb",
        "views": "ce7946e4c5961977a19b59397c1baa1dc01ab6c01eaec14dd26fa1cfae5e64c2",
        "views_drop": "1099d3efc4d1c5146ab398d663be985e66a29dcc00c3a6e571a7792b5aafb8ae",
    },
    "sources": {
        "history": "e1770af2030848cab616905cffe6075f34f5298278b7937bcf2251aece099553",
        "history_drop": "6b8cb1826c3192465e53c30bb682dfed947c3ea4a69d5852ab9e90ad514eeb55",
        "merge": "da362a4bac9117d96388e11cf678efe1416abe77c131039a2920956a49669096",
        "merge_drop": "7535e320178c980fa1292cafab3783fd2f2d9b9c90f780dc475c03813e17ca3c",
    },
}
FROZEN = {
    f"{app}/sql/{name}.sql": digest
    for app, files in DIGESTS.items()
    for name, digest in files.items()
}


@pytest.mark.parametrize(("name", "digest"), FROZEN.items(), ids=FROZEN)
def test_sql_that_a_landed_migration_reads_never_changes(name, digest):
    found = sha256((ROOT / name).read_bytes()).hexdigest()
    assert found == digest, f"{name} is frozen: put the change into a new migration instead."


def test_every_sql_file_is_frozen_but_what_the_record_is_made_of():
    files = {str(path.relative_to(ROOT)) for path in ROOT.glob("*/sql/*.sql")}
    assert files == FROZEN.keys() | {f"record/sql/{name}.sql" for name in LIVING}
