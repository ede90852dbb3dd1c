"""What no address may hold is refused before anything reads it."""

from django.core.exceptions import BadRequest


def no_nul(get_response):
    """A NUL is no text, and PostgreSQL keeps none: in a path or query it is a 400."""

    def gate(request):
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("The address holds a NUL character.")
        return get_response(request)

    return gate
