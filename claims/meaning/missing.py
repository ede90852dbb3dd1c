"""Why a model cannot be made ready."""


class Missing(Exception):
    """A package that brings weights is not there, or not in the version that is read here."""
