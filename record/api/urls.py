"""The addresses of the API, under /api/v1/."""

from django.urls import path
from rest_framework.routers import DefaultRouter
from rest_framework.urlpatterns import format_suffix_patterns

from . import views
from .changes import ChangeViewSet
from .docs import docs
from .match import MatchViewSet
from .schema_view import SchemaView
from .statistics import StatisticsViewSet

router = DefaultRouter(use_regex_path=False)
router.APIRootView = views.Root
router.include_format_suffixes = False
router.register("claims", views.ClaimViewSet, "claim")  # first, as most requests are for it
router.register("publishers", views.PublisherViewSet, "publisher")
router.register("articles", views.ArticleViewSet, "article")
router.register("snapshots", views.SnapshotViewSet, "snapshot")
router.register("speakers", views.SpeakerViewSet, "speaker")
router.register("quotes", views.QuoteViewSet, "quote")
router.register("topics", views.TopicViewSet, "topic")
router.register("verdicts", views.VerdictViewSet, "verdict")
router.register("verifications", views.VerificationViewSet, "verification")
router.register("changes", ChangeViewSet, "change")
router.register("statistics", StatisticsViewSet, "statistic")

claim_verifications = path(
    "claims/<public_id:public_id>/verifications/",
    views.ClaimVerificationViewSet.as_view({"get": "list"}),
    name="claim-verifications",
)

match = MatchViewSet.as_view({"get": "list"})

urlpatterns = [
    *format_suffix_patterns([*router.urls, claim_verifications], allowed=["json", "jsonld"]),
    path("claims/match", match, name="claim-match"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
]
