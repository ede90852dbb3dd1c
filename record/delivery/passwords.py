"""Refuse passwords that are guessed soon: those that were leaked, and what people make of them."""

from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

GUESSES = 10**8  # somebody with a stolen hash makes as many in a day
LOOKED_AT = 72  # characters
SOON = (
    "This password is guessed soon: {}. Take several words that have nothing to do with each other."
)
WHY = "it is made of leaked passwords, names, dates or keys side by side"


class NotGuessedSoon:
    """Django's validator of that kind, by zxcvbn and the lists of leaked passwords it brings."""

    def validate(self, password, user=None):
        known = [user.get_username(), user.first_name, user.last_name] if user else []
        found = zxcvbn(password[:LOOKED_AT], user_inputs=[*filter(None, known), "verbatim"])
        if found["guesses"] < GUESSES:
            why = found["feedback"]["warning"].rstrip(".") or WHY
            raise ValidationError(SOON.format(why[0].lower() + why[1:]), code="guessed_soon")

    def get_help_text(self):
        return "It is none that was leaked, nor easily made from one."
