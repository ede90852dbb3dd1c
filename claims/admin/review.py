"""The desk's pages for other newsrooms' reviews, and for their ratings on our scale."""

from functools import reduce
from operator import or_

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote

from claims.models import Rating, Review
from claims.reviews import RULES
from sources.admin import DeskForm, VersionedModelAdmin
from sources.language import in_language
from sources.models import Change

from .seen import hold

SENTENCES = {rule.number: rule.sentence for rule in RULES}


class HeldFilter(admin.SimpleListFilter):
    title = "whether it waits for an editor"
    parameter_name = "held"

    def lookups(self, request, model_admin):
        return [("yes", "waits"), ("no", "in order")]

    def queryset(self, request, queryset):
        match self.value():
            case "yes":
                return queryset.held()
            case "no":
                return queryset.understood()


class ReviewForm(DeskForm):
    """Confirming is a tick on the page that shows all that becomes public."""

    confirmed = forms.BooleanField(
        required=False,
        help_text="I have read the claim and this review: both are about the same. Then the "
        "claim's public page names it.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["confirmed"] = self.instance.confirmed_by_id is not None


@admin.register(Review)
class ReviewAdmin(VersionedModelAdmin):
    list_display = ["statement_in_language", "publisher", "rating", "means", "faults"]
    list_display += ["published_on", "claim"]
    list_filter = [HeldFilter, ("confirmed_by", admin.EmptyFieldListFilter), "rating__verdict"]
    list_filter += ["language"]
    list_select_related = ["rating__verdict", "claim"]
    search_fields = ["statement__folded", "claimant__folded", "publisher__folded"]
    date_hierarchy = "created_at"
    autocomplete_fields = ["claim"]
    actions = ["settle"]
    form = ReviewForm
    readonly_fields = ["statement", "claimant", "claimed_on", "publisher", "url", "rating", "means"]
    readonly_fields += ["published_on", "language", "what_is_wrong", "origin", "raw"]
    readonly_fields += ["linked_by", "confirmed_by", "confirmed_at"]
    fields = ["claim", "confirmed", *readonly_fields]
    words = ["statement"]

    def get_queryset(self, request):
        people = ("linked_by", "confirmed_by")
        return super().get_queryset(request).select_related("rating__verdict", "claim", *people)

    def changes(self, review):
        """Add those of the claim and the rating: who confirms it reads their words, too."""
        shown = filter(None, (review.claim, review.rating))
        return reduce(or_, (Change.objects.of(row, []) for row in shown), super().changes(review))

    def check_version(self, request, object_id):
        """Let nobody change the claim's or the rating's words while they are compared and kept."""
        review = self.get_object(request, unquote(object_id)) if object_id else None
        if review and review.claim and "confirmed" in request.POST:
            hold([review.claim])
            Rating.objects.select_for_update().filter(pk=review.rating_id).exists()
        return super().check_version(request, object_id)

    def save_model(self, request, obj, form, change):
        """Keep who said that it is about a claim, and who confirmed it."""
        if "claim" in form.changed_data:
            obj.linked_by = request.user if obj.claim else None
        if "confirmed" in form.changed_data:
            obj.confirmed_by = request.user if form.cleaned_data["confirmed"] else None
        super().save_model(request, obj, form, change)

    def has_add_permission(self, request):
        return False

    @admin.display(description="statement", ordering="statement")
    def statement_in_language(self, review):
        return in_language(review.statement, review.language)

    @admin.display(ordering="rating__verdict")
    def means(self, review):
        return review.rating and review.rating.verdict

    @admin.display
    def what_is_wrong(self, review):
        return "\n".join(f"{number}: {SENTENCES.get(number, '')}" for number in review.faults)

    @admin.action(description="Let them stand as they are", permissions=["change"])
    def settle(self, request, reviews):
        self.message_user(request, f"{reviews.settle()} settled.")


@admin.register(Rating)
class RatingAdmin(VersionedModelAdmin):
    list_display = ["word", "domain", "verdict"]
    list_filter = ["verdict"]
    list_select_related = ["verdict"]
    search_fields = ["word", "domain"]
    date_hierarchy = "created_at"
