"""The desk's page that brings articles in: from several files, or from an address of the web."""

from dataclasses import dataclass
from time import monotonic

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.shortcuts import render
from django.urls import path

from sources.ingest import (
    Fault,
    Unreadable,
    capture_article,
    capture_error_message,
    load_documents,
    load_stream,
)
from sources.models import Snapshot

MAX_FILE_BYTES = 100_000_000
# Of one file or feed: an editor waits for the answer, and another request for this one's thread.
MAX_ARTICLES = 200
MAX_SECONDS = 60
MORE = Fault(
    "", 1, "There is more in it than the desk takes at once. Use `import_articles` for it."
)


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    widget = SeveralFilesInput

    def clean(self, data, initial=None):
        """Return the list of the files, none of them too long."""
        files = [super(SeveralFilesField, self).clean(file, initial) for file in data or []]
        for file in files:
            if file.size > MAX_FILE_BYTES:
                most = f"{MAX_FILE_BYTES // 1_000_000} MB"
                raise ValidationError(f"{file.name} is longer than {most}. Use `import_articles`.")
        return files


class ImportForm(forms.Form):
    files = SeveralFilesField(
        required=False,
        help_text="Pages saved in a browser, texts, PDFs, subtitles, JSON Lines, zips of these.",
    )
    address = forms.CharField(
        required=False,
        max_length=2048,
        widget=forms.URLInput(attrs={"class": "vURLField", "placeholder": "https://"}),
        help_text="Of an article on the web, or of a feed.",
    )

    def clean_address(self):
        address = self.cleaned_data["address"]
        if address and not address.lower().startswith(("https://", "http://")):
            raise ValidationError("Write the address whole: it begins with https:// or http://.")
        return address

    def clean(self):
        if not self.errors and not any(self.cleaned_data.values()):
            raise ValidationError("Choose some files, or write an address.")

    def documents(self):
        """Yield (name, its Documents and Faults) for each file, and for the address."""
        for file in self.cleaned_data["files"]:
            yield file.name, load_stream(file, file.name)
        if address := self.cleaned_data["address"]:
            yield address, load_documents([address])


@dataclass(frozen=True)
class Brought:
    """What came of one document: its Snapshot, how many quotes to read, or a sentence why not."""

    name: str
    outcome: str
    snapshot: Snapshot | None = None
    suggested: int = 0


class ArticleImport:
    """Mixin for the ModelAdmin of articles."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.import_view)
        return [path("import/", view, name="sources_article_import"), *super().get_urls()]

    def import_view(self, request):
        """Show the form, or bring in what was sent, and list what came of each article.

        The page's script sends one file at a time; without it, all come together.
        """
        if not self.has_add_permission(request):
            raise PermissionDenied
        posted = request.method == "POST"
        form = ImportForm(request.POST, request.FILES) if posted else ImportForm()
        brought = [
            brought
            for name, documents in (form.documents() if posted and form.is_valid() else [])
            for brought in bring_in(name, documents)
        ]
        context = {"form": form, "brought": brought, "title": "Import articles", "opts": self.opts}
        return render(
            request, "sources/import.html", {**self.admin_site.each_context(request), **context}
        )


def bring_in(name, documents):
    """Capture the documents of one file; yield what is Brought of each."""
    end = monotonic() + MAX_SECONDS
    found = False
    for number, document in enumerate(documents):
        found = True
        if number == MAX_ARTICLES or monotonic() > end:
            document = MORE
        yield captured(name, document)
        if document is MORE:
            return
    if not found:
        yield Brought(name, "There is no article in it.")


def captured(name, document):
    """Capture a document (or take a Fault); return what is Brought."""
    if isinstance(document, Fault):
        place = f", line {document.line}" if document.line > 1 else ""
        return Brought(f"{document.file or name}{place}", document.reason)
    try:
        captured = capture_article(document)
    except (Unreadable, ValidationError, IntegrityError) as error:
        return Brought(document.file or name, capture_error_message(error))
    suggested = captured.snapshot.quotes.suggested().count()
    return Brought(document.file, captured.outcome.value, captured.snapshot, suggested)
