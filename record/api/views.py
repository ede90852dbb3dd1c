"""One viewset per kind of thing in the public record."""

from django.db.models import Q
from django.http import Http404
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from record.delivery.response_cache import fresh
from record.documents.rendering import Ready, ReadyJSONRenderer
from record.documents.serializers import DOCUMENTS
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
)
from record.query import filters
from record.query.as_of import as_of
from record.query.forms import ListForm, ShapeForm
from record.query.pagination import Keyset
from record.query.parameters import asked_moment, check
from record.query.paths import meant

from .linked import LinkedRenderer


class DeclaredFilters(DjangoFilterBackend):
    """Filters by the view's filterset; a parameter that nobody declared is a 400."""

    def filter_queryset(self, request, rows, view):
        filterset = self.get_filterset(request, rows, view)
        page = view.paginator.bind(view.shaped(ListForm(rows.model, request.query_params)))
        check(request.query_params, filterset.form, page)
        return filterset.qs


class RecordViewSet(GenericViewSet):
    """Lists and single documents, as PostgreSQL keeps them."""

    filter_backends = [DeclaredFilters]
    pagination_class = Keyset
    lookup_field = "public_id"
    lookup_value_converter = "public_id"

    @classmethod
    def as_view(cls, *args, **kwargs):
        return fresh(super().as_view(*args, **kwargs))

    def list(self, request, **path):
        with as_of(asked_moment(request.query_params)):
            rows = self.filter_queryset(self.get_queryset())
            return self.get_paginated_response(self.paginate_queryset(rows))

    def retrieve(self, request, format=None, **key):
        form = self.shaped(ShapeForm(request.query_params))
        check(request.query_params, form)
        with as_of(form.cleaned_data.get("as_of")):
            documents = self.called(**key).values_list(form.document(), flat=True)
            document = documents.order_by("public_id").first()  # whose index finds it
        if document is None:
            raise Http404
        return Response(Ready(document))

    def shaped(self, form):
        form = form.of(self)
        return form.whole() if self.request.accepted_renderer.format == "jsonld" else form

    def called(self, public_id):
        """The record whose public id lies within this range: see paths.PublicId."""
        return self.get_queryset().filter(meant(public_id))


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
    """The scale: the words a finding may end in."""

    queryset = Verdict.objects.all()
    serializer_class = DOCUMENTS[Verdict]
    filterset_class = filters.VerdictFilter
    lookup_field = "slug"
    lookup_value_converter = "slug"

    def called(self, slug):
        return self.get_queryset().filter(name=slug)


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

    def called(self, public_id):
        """Also by the id or slug of one who was merged into this speaker."""
        first, last = public_id
        had = str(first) if first == last else str(first)[:8]
        return self.get_queryset().filter(meant(public_id) | Q(names__contains=[had]))


class QuoteViewSet(RecordViewSet):
    """Quotes that an editor has accepted."""

    queryset = Quote.objects.all()
    serializer_class = DOCUMENTS[Quote]
    renderer_classes = [ReadyJSONRenderer, LinkedRenderer]
    filterset_class = filters.QuoteFilter


class ClaimViewSet(RecordViewSet):
    """Claims with a published finding."""

    queryset = Claim.objects.all()
    serializer_class = DOCUMENTS[Claim]
    renderer_classes = [ReadyJSONRenderer, LinkedRenderer]
    filterset_class = filters.ClaimFilter


class VerificationViewSet(RecordViewSet):
    """Every finding that ever stood on a claim that is public now, for ever."""

    queryset = Verification.objects.all()
    serializer_class = DOCUMENTS[Verification]
    filterset_class = filters.VerificationFilter


class ClaimVerificationViewSet(VerificationViewSet):
    """The findings of one claim, the newest first."""

    def get_queryset(self):
        claims = Claim.objects.filter(meant(self.kwargs["public_id"])).order_by("public_id")
        return super().get_queryset().filter(claim__in=claims.values("public_id")[:1])


class SnapshotViewSet(RecordViewSet):
    """Texts that public quotes stand in, each as it was captured once."""

    queryset = Snapshot.objects.all()
    serializer_class = DOCUMENTS[Snapshot]
    filterset_class = filters.SnapshotFilter
