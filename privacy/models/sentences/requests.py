"""What somebody reads when any request is refused."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "refused": (_("This is not possible right now."), _("Try again later.")),
    "invalid": (_("Something in the request is not right."), _("Correct the fields named.")),
    "malformed": (_("The request could not be read."), _("Send well-formed JSON.")),
    "bad_request": (_("The request could not be read."), _("Go back and try again.")),
    "not_found": (_("There is nothing here."), _("Check the address.")),
    "method_not_allowed": (
        _("This address does not do that."),
        _("Use one of the methods named in the Allow header."),
    ),
    "not_acceptable": (
        _("No answer exists in the format asked for."),
        _("Accept application/json."),
    ),
    "unsupported_media_type": (
        _("The request is in a format that this address does not read."),
        _("Send JSON, or multipart for a photo."),
    ),
    "throttled": (_("That was too often."), _("Wait a moment and try again.")),
    "server_error": (_("Something went wrong on our side."), _("Try again in a minute.")),
    "csrf_failed": (
        _("We could not tell that this came from our own page."),
        _("Reload the page and try again."),
    ),
    "interrupted_upload": (
        _("The connection ended before everything had arrived."),
        _("Send it again."),
    ),
}
