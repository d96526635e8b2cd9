"""What is read when the service has ended, or when its end is refused a step."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "service_ends": (
        _("The service ends soon, so no new accounts are made."),
        _("The announcement says when it ends."),
    ),
    "service_ended": (
        _("The service has ended: nothing new is taken in."),
        _("You can still save what you have, ask for a copy of your data, and write to us."),
    ),
    "end_not_approved": (
        _("A second person has not approved the end of the service."),
        _("Ask somebody who may; nothing is announced before."),
    ),
    "end_too_soon": (
        _("The day is too near, or has not come yet."),
        _("People are told at least 30 days before nothing new is taken in."),
    ),
    "end_not_told": (
        _("Not every account has been told yet."),
        _("Run the command with “announce” again; it goes on where it was."),
    ),
}
