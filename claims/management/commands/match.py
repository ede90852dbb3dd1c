"""`manage.py match FILE…`: which claims say what articles say, as JSON Lines."""

import json
import re

from claims.matching import shared
from claims.models import Claim
from sources.management.documents import DocumentsCommand

# The point in 5.3 ends no sentence. Behind Chinese and Japanese marks no blank stands.
SENTENCE = re.compile(r"(?:[^.!?…。！？\n]|[.!?…](?=\w)){1,2000}[.!?…。！？]*")
FEW_WORDS = 4  # a shorter sentence says too little to be found by
# Letters of languages without blanks between words, of which two are read as one (claims_spaced).
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)


class Command(DocumentsCommand):
    help = "Prints the sentences of files of any form that known claims are like, and these claims."

    def lines(self, document, **options):
        yield from (json.dumps(line, ensure_ascii=False) for line in matches(document))


def matches(document):
    """Yield a dict for each sentence of a Document that known claims are like."""
    for found in SENTENCE.finditer(document.text):
        sentence = found[0].strip()
        if max(len(sentence.split()), len(UNSPACED.findall(sentence)) / 2) < FEW_WORDS:
            continue
        alike = Claim.objects.like(sentence, sure=True).select_related("verdict", "claimant")
        claims = [told(claim, sentence) for claim in alike[:5]]
        if claims:
            place = {"start": found.start(), "sentence": sentence}
            yield {"doc_id": document.doc_id, **place, "claims": claims}


def told(claim, sentence):
    return {
        "id": str(claim.public_id),
        "statement": claim.statement,
        "verdict": claim.verdict and claim.verdict.label,
        "share": round(claim.likeness, 3),
        "words": shared(claim.statement, sentence),
        "warnings": [str(warning) for warning in claim.differences(sentence)],
    }
