"""The addresses of the pages that people read, in every language."""

from django.urls import path

from record.delivery.addresses import EXPORTS

from . import about, article, claim, embed, front, lists, things

urlpatterns = [
    path("", front.front, name="front"),
    path("claims/<public_id:public_id>/", claim.claim, name="claim"),
    path("claims/<public_id:public_id>/card/", embed.card, name="claim-card"),
    path("claims/<public_id:public_id>/card.png", embed.claim_picture, name="claim-picture"),
    path("card.png", embed.site_picture, name="picture"),
    *(
        path(
            f"{kind}s/<public_id:public_id>/card.png",
            embed.picture,
            {"kind": kind},
            name=f"{kind}-picture",
        )
        for kind in embed.KINDS
    ),
    path("speakers/<public_id:public_id>/", things.speaker, name="speaker"),
    path("topics/<public_id:public_id>/", things.topic, name="topic"),
    path("publishers/<public_id:public_id>/", things.publisher, name="publisher"),
    path("articles/<public_id:public_id>/", article.article, name="article"),
    *(
        path(
            f"{kind}s/<public_id:public_id>/verdicts.csv",
            things.verdicts,
            {"kind": kind},
            name=f"{kind}-verdicts",
        )
        for kind in ("speaker", "topic", "publisher")
    ),
    *(path(f"{name}/", lists.listing, {"name": name}, name=name) for name in lists.LISTED),
    path("corrections/", about.corrections, name="corrections"),
    path("statistics/verdicts.csv", about.verdicts, name="verdicts"),
    path("statistics/", about.statistics, name="statistics"),
    path("method/", about.method, name="method"),
    path(EXPORTS, about.data, name="data"),
]
