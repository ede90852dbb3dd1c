"""The steps of a verification, declared once: from which stage to which, by whom, with what."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Transition:
    """
    One way from stage `before` to stage `after`.

    `whose` says whose verification it is taken with: "own", "others", or "" where the database
    takes the step itself. `method` is Verification's, and `takes` are the arguments it wants.
    """

    name: str
    before: str
    after: str
    whose: str = ""
    permission: str = ""
    needs_reason: bool = False
    method: str = ""
    takes: tuple = ()
    done: str = ""  # what the desk says once the step is taken

    def __str__(self):
        return self.name.replace("_", " ")

    def why_not(self, user, verification):
        """Return why `user` may not take this step with `verification`, or "" if they may."""
        own = verification.author_id == user.pk
        if not self.permission:
            return f"Nobody can {self} a verification: the database does it."
        if not user.has_perm(self.permission):
            return f"You have no permission to {self} verifications. Ask an administrator."
        if own and self.whose == "others":
            return f"You cannot {self} your own verification. Ask a colleague to read it."
        if not own and self.whose == "own":
            return f"You cannot {self} another person's verification. Its author does."
        return ""

    def open_to(self, user, verification):
        """Return whether `user` may take this step with `verification`, if at stage `before`."""
        return not self.why_not(user, verification)


CHANGE, PUBLISH = "claims.change_verification", "claims.publish_verification"

TRANSITIONS = {
    transition.name: transition
    for transition in (
        Transition(
            "submit",
            "draft",
            "submitted",
            whose="own",
            permission=CHANGE,
            method="submit",
            done="Submitted: somebody else now reads it and publishes or returns it.",
        ),
        Transition(
            "return",
            "submitted",
            "draft",
            whose="others",
            permission=PUBLISH,
            needs_reason=True,
            method="send_back",
            takes=("reason",),
            done="Returned to its author.",
        ),
        Transition(
            "publish",
            "submitted",
            "published",
            whose="others",
            permission=PUBLISH,
            method="publish",
            takes=("by", "seen"),
            done="Published.",
        ),
        Transition(
            "withdraw",
            "published",
            "withdrawn",
            whose="others",
            permission=PUBLISH,
            needs_reason=True,
            method="withdraw",
            takes=("reason",),
            done="Withdrawn.",
        ),
        Transition("supersede", "published", "superseded"),
        Transition(
            "take_back",
            "submitted",
            "draft",
            whose="own",
            permission=CHANGE,
            method="take_back",
            done="Taken back: it is your draft again.",
        ),
    )
}
TAKEN_BY_PEOPLE = [transition for transition in TRANSITIONS.values() if transition.permission]


def open_transitions(user, verification):
    """Return the Transitions that `user` may take with `verification` at its present stage."""
    return [
        transition
        for transition in TAKEN_BY_PEOPLE
        if transition.before == verification.stage and transition.open_to(user, verification)
    ]
