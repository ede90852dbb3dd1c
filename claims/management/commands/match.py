"""`manage.py match FILE…`: which claims say what articles say, as JSON Lines."""

import json
import re

from django.core.management.base import BaseCommand, CommandError

from claims.matching import shared
from claims.models import Claim
from sources.ingest import Fault, PassedOver, load_documents

SENTENCE = re.compile(r"[^.!?…\n]{1,2000}[.!?…]*")
ENOUGH = 0.5  # of a sentence's words in a claim: with fewer, it says something else
FEW_WORDS = 4  # a shorter sentence says too little to be found by


class Command(BaseCommand):
    help = "Prints the sentences of files of any form that known claims are like, and these claims."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")

    def handle(self, *, files, **options):
        failed = 0
        for document in load_documents(files):
            if isinstance(document, Fault):
                failed += not isinstance(document, PassedOver)
                self.stderr.write(str(document))
            else:
                for line in matches(document):
                    self.stdout.write(json.dumps(line, ensure_ascii=False))
        if failed:
            raise CommandError(f"{failed:,} failed; the reasons are above.")


def matches(document):
    """Yield a dict for each sentence of a Document that known claims are like."""
    for found in SENTENCE.finditer(document.text):
        sentence = found[0].strip()
        if len(sentence.split()) < FEW_WORDS:
            continue
        alike = Claim.objects.like(sentence).select_related("verdict", "claimant")
        claims = [told(claim, sentence) for claim in alike[:5] if claim.likeness >= ENOUGH]
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
