"""What is said when somebody of the staff may not file, open or approve something."""

from django.utils.translation import gettext_lazy as _

ACCESS_SENTENCES = {
    # --- what is on file about the staff
    "nobody_for_themselves": (
        _("Nobody does this for themselves."),
        _("Ask a colleague to do it for you."),
    ),
    "not_staff": (
        _("This is nobody of the staff."),
        _("Mark the account as staff first, then use its number."),
    ),
    "day_is_past": (_("This day is over."), _("Choose a day ahead.")),
    # --- looks at personal data
    "case_unknown": (
        _("There is no open case with this number."),
        _("Copy the number from the page of the case."),
    ),
    "account_unknown": (
        _("There is no account with this number."),
        _("Use the number that the list of accounts shows."),
    ),
    "not_revealable": (
        _("This cannot be opened in this way."),
        _("Choose something of the list; the rest needs a leave, or is never opened."),
    ),
    "access_not_granted": (
        _("You have no leave to open this now."),
        _("Take the request, or ask for a leave that somebody else approves."),
    ),
    "not_assigned": (
        _("This request is not yours."),
        _("Take it first: then you see what was written."),
    ),
    "minor_not_approved": (
        _("Data about somebody under 18 needs a second approval."),
        _("Ask for a leave; two others approve it."),
    ),
    "minor_approval_not_needed": (
        _("This leave needs no second approval, or has it already."),
        _("Approve it as any other."),
    ),
}
