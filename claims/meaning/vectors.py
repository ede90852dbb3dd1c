"""The vectors of claims, made after the commit: a claim without a row is the queue."""

import re

from django.db import connections, transaction

from .models import ANY, ENGLISH, MODELS
from .process import ask, is_served

NEAR = 40  # found for one text: as many as pgvector's index finds by default
AT_ONCE = 200  # claims taken from the queue: looking for them passes all that have a vector
PATIENT = 30  # seconds that who measures waits for a vector; who searches goes on without
# Whole numbers up to 127 are exact in the two bytes of a halfvec, and the cosine knows no scale.
HALF = "vector::integer[]::halfvec(384)"
DISTANCE = f"{HALF} <=> %(asked)s::integer[]::halfvec(384)"
AVAILABLE = "SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'vector')"
INDEX = f"""
CREATE INDEX IF NOT EXISTS {{room}}_vector_{{number}} ON {{room}}_vector
USING hnsw (({HALF}) halfvec_cosine_ops) WHERE model = '{{model}}'
"""
WAITING = """
SELECT id, statement FROM claims_claim c
WHERE NOT EXISTS (SELECT FROM claims_vector WHERE claim = c.id AND model = %s)
AND (%s OR lower(split_part(language, '-', 1)) = 'en') ORDER BY id LIMIT %s
"""
PROGRESS = """
SELECT count(v), count(*) FROM claims_claim c CROSS JOIN unnest(%s::text[]) model
LEFT JOIN claims_vector v ON v.claim = c.id AND v.model = model.model
WHERE model.model <> %s OR lower(split_part(language, '-', 1)) = 'en'
"""
# What a claim says may have changed while its vector was made: then it stays in the queue.
KEEP = """
INSERT INTO claims_vector (claim, model, vector)
SELECT id, %(model)s, %(vector)s::smallint[] FROM claims_claim
WHERE id = %(claim)s AND statement = %(text)s FOR SHARE ON CONFLICT DO NOTHING
"""
# The model stands in the statement itself, where the planner sees of which index it speaks.
COSINES = f"""
WITH near AS MATERIALIZED (
    SELECT claim, {DISTANCE} AS distance FROM {{room}}_vector WHERE model = '{{model}}'
    ORDER BY {DISTANCE} LIMIT {NEAR})
SELECT claim, 1 - distance FROM near
UNION SELECT claim, 1 - ({DISTANCE}) FROM {{room}}_vector
WHERE model = '{{model}}' AND claim = ANY(%(claims)s)
"""
# By the model of English where both are: in the other one, nearly all are near each other.
NEAR_EACH_OTHER = f"""
WITH few AS MATERIALIZED (
    SELECT claim, model, {HALF} AS half FROM {{table}} WHERE claim = ANY(%(claims)s))
SELECT DISTINCT t.claim FROM few JOIN {{table}} t USING (model)
WHERE 1 - (few.half <=> t.{HALF}) >= %(cosine)s AND (model = '{ENGLISH}' OR NOT EXISTS (
    SELECT FROM few other WHERE other.claim = few.claim AND other.model = '{ENGLISH}'))
"""
# Words that texts in English have and those in other languages seldom.
COMMON = re.compile(
    r"\b(?:the|and|of|is|are|that|with|from|not|have|has|had|they|their|this|it|been|will|would|"
    r"who|which|as|than|were|did|does|there|you|your|his|her|our|can|if|about|after|says?|said)\b",
    re.IGNORECASE,
)
ONE_IN = 12  # words of an English text is one of these, at least


def cosines(text, claims, room="claims", using="default"):
    """
    Return {claim's row id: (model, cosine)} of `claims` and of those nearest to a text.

    English is compared with English by a model of that language, all else by one of all languages.
    Empty where no model is served.
    """
    found = {}
    for model in (ANY, ENGLISH) if is_english(text) else (ANY,):
        vector = ask(model, text) if is_served() else None
        if vector is not None:
            asked = {"asked": vector, "claims": claims}
            with connections[using].cursor() as cursor:
                cursor.execute(COSINES.format(room=room, model=model), asked)
                found |= {claim: (model, cosine) for claim, cosine in cursor.fetchall()}
    return found


def reads(model, language):
    """Return whether a model is of a language (a BCP 47 tag)."""
    return model == ANY or language.lower().split("-")[0] == "en"


def is_english(text):
    return len(COMMON.findall(text)) * ONE_IN >= len(text.split())


def near(cursor, table, claims, cosine):
    """Return the claims in a table of vectors that are as near as `cosine` to one of `claims`."""
    cursor.execute(NEAR_EACH_OTHER.format(table=table), {"claims": claims, "cosine": cosine})
    return [claim for (claim,) in cursor]


def lay_indexes():
    """Make pgvector's indexes, as the owner; False where this PostgreSQL does not bring it."""
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute(AVAILABLE)
        if not cursor.fetchone()[0]:
            return False
        cursor.execute("CREATE EXTENSION IF NOT EXISTS vector SCHEMA public")
        for room in ("claims", "record"):
            for number, model in enumerate(MODELS):
                cursor.execute(INDEX.format(room=room, number=number, model=model))
    return True


def are_indexed():
    """Return whether somebody has laid the indexes in this database."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT to_regclass('claims_vector_0') IS NOT NULL")
        return cursor.fetchone()[0]


def make_some(model, embed):
    """Make the vectors of a few claims that have none of this model; how many they were."""
    with connections["default"].cursor() as cursor:
        cursor.execute(WAITING, [model, model != ENGLISH, AT_ONCE])
        waiting = cursor.fetchall()
        for claim, text in waiting:
            vector = {"claim": claim, "model": model, "text": text, "vector": embed(text).tolist()}
            cursor.execute(KEEP, vector)
    return len(waiting)


def progress(models):
    """Return how many vectors of these models there are, and how many there will be."""
    with connections["default"].cursor() as cursor:
        cursor.execute(PROGRESS, [[*models], ENGLISH])
        return cursor.fetchone()


def fill(cursor, table, claims):
    """Ask for the vectors of all that a query gives (claim, text, language), and write them."""
    cursor.execute(claims)
    every = cursor.fetchall()
    with cursor.copy(f"COPY {table} (claim, model, vector) FROM STDIN") as copy:
        for claim, text, language in every:
            for model in MODELS:
                if reads(model, language) and (vector := ask(model, text, PATIENT)):
                    copy.write_row((claim, model, vector))
