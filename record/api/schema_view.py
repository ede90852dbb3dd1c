"""The address of the schema: made once in a process, by one thread, for that takes long."""

from functools import cache
from threading import Lock

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.response import Response

ONE_AT_A_TIME = Lock()  # for drf-spectacular, too: its first schema is made by one thread alone


class SchemaView(SpectacularJSONAPIView):
    schema = None  # it is no part of what it describes

    def get(self, request, *args, **kwargs):
        return Response(whole_schema())


def whole_schema():
    """Return the schema, which depends on the code alone."""
    with ONE_AT_A_TIME:
        return made_once()


@cache
def made_once():
    return SchemaGenerator().get_schema(public=True)
