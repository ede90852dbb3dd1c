"""`manage.py match FILE…`: which claims say what articles say, as JSON Lines."""

import json
import re

from claims.matching import shared
from claims.models import Claim
from sources.management.documents import DocumentsCommand

SENTENCE = re.compile(r"[^.!?…\n]{1,2000}[.!?…]*")
FEW_WORDS = 4  # a shorter sentence says too little to be found by


class Command(DocumentsCommand):
    help = "Prints the sentences of files of any form that known claims are like, and these claims."

    def lines(self, document, **options):
        yield from (json.dumps(line, ensure_ascii=False) for line in matches(document))


def matches(document):
    """Yield a dict for each sentence of a Document that known claims are like."""
    for found in SENTENCE.finditer(document.text):
        sentence = found[0].strip()
        if len(sentence.split()) < FEW_WORDS:
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
