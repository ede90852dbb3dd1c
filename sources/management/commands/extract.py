"""`manage.py extract FILE…`: print the quotations of any text as JSON Lines, without a database."""

import json
from functools import partial

from sources.extraction import extract, extract_speech
from sources.management.documents import DocumentsCommand


class Command(DocumentsCommand):
    help = "Prints the quotations of files and folders of any form; keeps nothing."
    requires_system_checks = []

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--all", action="store_true", help="also what is no quotation, and why")
        parser.add_argument("--indirect", action="store_true", help="also reported speech")
        parser.add_argument("--language", help="of what names none; else it is recognised")

    def lines(self, document, *, indirect, language, **options):
        kinds = {"direct", "partial"}
        kinds |= {"none"} if options["all"] else set()
        kinds |= {"indirect"} if indirect else set()
        quotes = extracted(document, language, indirect)
        found = [quote._asdict() for quote in quotes if quote.kind in kinds]
        yield json.dumps({"doc_id": document.doc_id, "quotes": found})


def extracted(document, language, indirect):
    """Return the quotations in a Document, in its own language, or else in `language`."""
    language = document.language or language or document.assumed_language
    return extract_speech(
        document.text, document.spans, language, partial(extract, indirect=indirect)
    )
