"""The static files as `collectstatic` leaves them: under names that say what is in them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedModules(CompressedManifestStaticFilesStorage):
    """
    Name each file by a hash of it, also where one script imports another.

    Under its plain name a module may be a minute old: a page would run new scripts with it.
    """

    support_js_module_import_aggregation = True
