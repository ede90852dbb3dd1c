"""Words of the newsroom's tables that the pages say in other languages, where they know them."""

from django.utils.translation import gettext_noop as _

# The scale as it comes; a newsroom's own words stay as they are written.
VERDICTS = (
    _("True"),
    _("The claim is right, and nothing that matters is left out."),
    _("Mostly true"),
    _("Right in what matters; a detail is off or missing."),
    _("Half true"),
    _("Partly right, but what it leaves out changes the picture."),
    _("Mostly false"),
    _("Holds a grain of truth, but gives a wrong picture."),
    _("False"),
    _("The claim is wrong."),
    _("Disputed"),
    _("Credible sources contradict each other; none settles it."),
    _("Unverifiable"),
    _("No source that can be checked decides it."),
)
STANCES = (_("supports"), _("refutes"), _("context"))
STAGES = (_("draft"), _("submitted"), _("published"), _("withdrawn"), _("superseded"))
STEPS = (
    *(_("submit"), _("return"), _("publish")),
    *(_("withdraw"), _("supersede"), _("take back")),
)
ROLES = (_("annotator"), _("reviewer"), _("administrator"))
ERRORS = (
    _("Not Found"),
    _("Bad Request"),
    _("Service Unavailable"),
    _("There is nothing public at this address."),
    _("This request is not understood."),
    _("The request has parameters that are not understood."),
    _("There is no such parameter here."),
    _("Give this parameter once."),
    _("Give this parameter a value, or leave it out."),
    _("This cursor belongs to another list or another ordering. Begin again without it."),
    _("Write a day as 2026-03-01, a month as 2026-03 or a year as 2026."),
    _("No public speaker is called “%(name)s”."),
    _("No public topic is called “%(name)s”."),
    _("No public publisher is called “%(name)s”."),
    _("No public verdict is called “%(name)s”."),
    _("“%(value)s” is not known here."),
    _("“%(text)s” is no public id."),
    _("There is nothing between these commas."),
    _("Write at most %(most)s words."),
    _("Write at most %(most)s characters."),
    _("The database does not answer just now. Try again in a moment."),
    _("Internal Server Error"),
    _("Something is broken here, and it is not your doing. The people in charge can see it."),
    _("This took longer than three seconds and was stopped. Ask for less at a time."),
    _("The server's disk is full, and nothing is saved. The people in charge can see it."),
    _("Write 2026-03-01 or 2026-03-01T12:00:00Z."),
    _("Write a whole address, such as https://gazette.example/trees."),
    _("This address is not of a claim's page: its end names no claim."),
    _("Give at most %(most)s of these."),
    _("Give at most %(most)s ids."),
)
