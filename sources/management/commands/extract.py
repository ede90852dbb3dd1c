"""`manage.py extract FILE…`: print the quotations of any text as JSON Lines, without a database."""

import json
from dataclasses import asdict
from functools import partial

from django.core.management.base import BaseCommand, CommandError

from sources.extraction import extract, extract_speech
from sources.ingest import Fault, PassedOver, load_documents


class Command(BaseCommand):
    help = "Prints the quotations of files and folders of any form; keeps nothing."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--all", action="store_true", help="also what is no quotation, and why")
        parser.add_argument("--indirect", action="store_true", help="also reported speech")
        parser.add_argument("--language", help="of what names none; else it is recognised")

    def handle(self, *, files, **options):
        kinds = {"direct", "partial"}
        kinds |= {"none"} if options["all"] else set()
        kinds |= {"indirect"} if options["indirect"] else set()
        failed = 0
        for document in load_documents(files):
            if isinstance(document, Fault):
                failed += not isinstance(document, PassedOver)
                self.stderr.write(str(document))
            else:
                quotes = extracted(document, options["language"], options["indirect"])
                found = [asdict(quote) for quote in quotes if quote.kind in kinds]
                self.stdout.write(json.dumps({"doc_id": document.doc_id, "quotes": found}))
        if failed:
            raise CommandError(f"{failed:,} failed; the reasons are above.")


def extracted(document, language, indirect):
    """Return the quotations in a Document, in its own language, or else in `language`."""
    language = document.language or language or document.assumed_language
    return extract_speech(
        document.text, document.spans, language, partial(extract, indirect=indirect)
    )
