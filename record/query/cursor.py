"""Where a page ended, as a word that says nothing and cannot be made up."""

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer

FOREIGN = "This cursor belongs to another list or another ordering. Begin again without it."


class Cursor:
    """Where a page ended, as an opaque signed word that holds for one model and one ordering."""

    def __init__(self, model, ordering):
        self.signer = Signer(salt=f"cursor:{model._meta.label}:{ordering}")

    def write(self, place, public_id):
        """`place` and `public_id` are text, as PostgreSQL writes them."""
        return self.signer.sign_object([place, public_id])

    def read(self, cursor):
        """(place, public_id) as PostgreSQL reads them. Raises ValidationError on any other word."""
        try:
            return self.signer.unsign_object(cursor)
        except BadSignature:
            raise ValidationError(FOREIGN) from None
