"""What somebody reads when consents are refused."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "consent_required": (
        _("You have not agreed to what happens to the photo."),
        _("Read the consent and agree to it first."),
    ),
    "consent_text_outdated": (
        _("The words of this consent have changed."),
        _("Read the new words, then decide."),
    ),
    "unknown_purpose": (_("There is no such purpose."), _("Use one of those listed.")),
    "attestation_required": (
        _("You have not said that you may use this photo."),
        _("Confirm that it shows you, or that you may use it."),
    ),
}
