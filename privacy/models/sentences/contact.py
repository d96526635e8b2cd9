"""What somebody reads when requests to the privacy desk are refused."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "too_many_messages": (
        _("Too many messages came from your network."),
        _("Try again in an hour."),
    ),
    "ticket_closed": (
        _("This request is closed."),
        _("Open a new one and name the old one in it."),
    ),
    "ticket_state": (
        _("The request is in another state by now."),
        _("Reload the page to see it."),
    ),
    "record_state": (
        _("The record is in another state by now."),
        _("Reload the page to see it."),
    ),
    "verify_first": (
        _("This is somebody's right: it is not known yet who asks."),
        _("Find out who asks before you answer."),
    ),
    "not_an_agent": (
        _("This person does not work on requests."),
        _("Choose somebody of the desk."),
    ),
    "reference_unknown": (
        _("This names no picture that is still here."),
        _("Ask for the address of the link, or of the portrait."),
    ),
    "attachment_too_large": (
        _("The file is larger than 10 MB."),
        _("Attach a smaller one."),
    ),
}
