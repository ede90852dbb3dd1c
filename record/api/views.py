"""The API's lists and single documents: one viewset for each kind of document."""

from django.http import Http404
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.response import Response
from rest_framework.routers import APIRootView
from rest_framework.viewsets import GenericViewSet

from record.delivery.etag import WithETag
from record.delivery.problems import Gone
from record.documents.rendering import Ready, ReadyJSONRenderer
from record.documents.serializers import DOCUMENTS
from record.ledger import head_document
from record.models import (
    Article,
    Claim,
    Publisher,
    Quote,
    Snapshot,
    Speaker,
    Topic,
    Verdict,
    Verification,
    Withdrawn,
)
from record.query import filters
from record.query.as_of import as_of, as_of_parameter
from record.query.forms import ListForm, ShapeForm
from record.query.paging import KeysetPagination, page
from record.query.parameters import check
from record.query.paths import has_public_id

from .linked import LinkedRenderer


class Root(APIRootView):
    """The resources there are, and the head of the ledger."""

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        response.data["ledger"] = head_document()
        return response


class DeclaredFilters(DjangoFilterBackend):
    """Filter by the view's filterset; a parameter that is not declared is a 400."""

    def filter_queryset(self, request, rows, view):
        filterset = self.get_filterset(request, rows, view)
        page = view.paginator.bind(view.with_keys(ListForm(rows.model, request.query_params)))
        check(request.query_params, filterset.form, page)
        return filterset.qs


class RecordViewSet(WithETag, GenericViewSet):
    """Lists and single documents, as PostgreSQL keeps them ready."""

    filter_backends = [DeclaredFilters]
    pagination_class = KeysetPagination
    lookup_field = "public_id"
    lookup_value_converter = "public_id"

    def list(self, request, **path):
        with as_of(as_of_parameter(request.query_params)):
            rows = self.filter_queryset(self.get_queryset())
            return self.get_paginated_response(self.paginate_queryset(rows))

    def retrieve(self, request, format=None, **key):
        form = self.with_keys(ShapeForm(request.query_params))
        check(request.query_params, form)
        with as_of(form.cleaned_data.get("as_of")):
            rows, only = self.get_queryset(), self.named(**key)
            found = page(rows, "public_id", 1, document=form.document(), only=only)
        if not found:
            raise self.absent(**key)
        return Response(Ready(found[0][0]))

    def absent(self, **key):
        """Return the exception that says that nothing is at this address."""
        return Http404()

    def with_keys(self, form):
        """Return the form, bound to the keys of our documents; JSON-LD is made of full ones."""
        form = form.for_view(self)
        return form.full_document() if self.request.accepted_renderer.format == "jsonld" else form

    def named(self, public_id):
        """Return SQL of what a path names, and its parameters: see PublicIdConverter."""
        return "public_id BETWEEN %s AND %s", public_id


class PublisherViewSet(RecordViewSet):
    """Publishers of public articles."""

    queryset = Publisher.objects.all()
    serializer_class = DOCUMENTS[Publisher]
    filterset_class = filters.PublisherFilter


class TopicViewSet(RecordViewSet):
    """Topics of public claims."""

    queryset = Topic.objects.all()
    serializer_class = DOCUMENTS[Topic]
    filterset_class = filters.TopicFilter


class VerdictViewSet(RecordViewSet):
    """The scale: the words a verification may end in."""

    queryset = Verdict.objects.all()
    serializer_class = DOCUMENTS[Verdict]
    filterset_class = filters.VerdictFilter
    lookup_field = "slug"
    lookup_value_converter = "slug"

    def named(self, slug):
        return "name = %s", (slug,)


class ArticleViewSet(RecordViewSet):
    """Articles that a public quote stands in."""

    queryset = Article.objects.all()
    serializer_class = DOCUMENTS[Article]
    filterset_class = filters.ArticleFilter


class SpeakerViewSet(RecordViewSet):
    """Those who said a public quote or made a public claim."""

    queryset = Speaker.objects.all()
    serializer_class = DOCUMENTS[Speaker]
    filterset_class = filters.SpeakerFilter

    def named(self, public_id):
        """Also find a speaker by the id or slug of one that was merged into it."""
        first, last = public_id
        former = str(first) if first == last else str(first)[:8]
        condition, bound = super().named(public_id)
        return f"{condition} OR names @> ARRAY[%s]::text[]", (*bound, former)


class QuoteViewSet(RecordViewSet):
    """Quotes that an editor has accepted."""

    queryset = Quote.objects.all()
    serializer_class = DOCUMENTS[Quote]
    renderer_classes = [ReadyJSONRenderer, LinkedRenderer]
    filterset_class = filters.QuoteFilter


class ClaimViewSet(RecordViewSet):
    """Claims with a published verification."""

    queryset = Claim.objects.all()
    serializer_class = DOCUMENTS[Claim]
    renderer_classes = [ReadyJSONRenderer, LinkedRenderer]
    filterset_class = filters.ClaimFilter

    def absent(self, public_id):
        withdrawn = Withdrawn.objects.filter(has_public_id(public_id)).order_by("public_id").first()
        return Gone(str(withdrawn)) if withdrawn else super().absent()


class VerificationViewSet(RecordViewSet):
    """Every verification ever published of a claim that is public now."""

    queryset = Verification.objects.all()
    serializer_class = DOCUMENTS[Verification]
    filterset_class = filters.VerificationFilter


class ClaimVerificationViewSet(VerificationViewSet):
    """The verifications of one claim, the newest first."""

    def get_queryset(self):
        claims = Claim.objects.filter(has_public_id(self.kwargs["public_id"])).order_by("public_id")
        return super().get_queryset().filter(claim__in=claims.values("public_id")[:1])


class SnapshotViewSet(RecordViewSet):
    """Texts that public quotes stand in, each as it was captured once."""

    queryset = Snapshot.objects.all()
    serializer_class = DOCUMENTS[Snapshot]
    filterset_class = filters.SnapshotFilter
