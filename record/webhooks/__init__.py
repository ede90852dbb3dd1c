"""Tell other sites of claims, signed by Standard Webhooks: an outbox, and who carries it away."""

from .message import body
from .outbox import fill, put_test
from .sending import send_due, signature

__all__ = ["body", "fill", "put_test", "send_due", "signature"]
