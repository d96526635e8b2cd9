"""What somebody reads when giving something to others is refused."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "sharing_denied": (
        _("This may be given to nobody on this ground."),
        _("Look at the register of third parties for what may be."),
    ),
    "sharing_record_missing": (
        _("The record that this ground rests on is missing or no longer in force."),
        _("File it first."),
    ),
    "transfer_missing": (
        _("The receiver is in another region, and no transfer there is in force."),
        _("File the transfer with its assessment and contract first."),
    ),
    "party_incomplete": (
        _("Categories, purpose, region, period or addresses of the third party are missing."),
        _("Describe it completely first."),
    ),
    "agreement_missing": (
        _("No agreement with this third party is in date."),
        _("File the agreement first."),
    ),
    "release_identifies": (
        _("A column could tell who somebody is."),
        _("Leave the column out, or use wider groups."),
    ),
    "release_too_small": (
        _("No group in this table has twenty people."),
        _("Use wider groups."),
    ),
    "takeover_not_told": (
        _("Not everybody has been told for seven days."),
        _("Wait until that time is over."),
    ),
    "basis_incomplete": (
        _("What this ground asks for is missing."),
        _("Add its evidence, document, release or a nearer end."),
    ),
    "policy_outdated": (
        _("The privacy policy has changed since you read it."),
        _("Read the version in force and agree to it."),
    ),
    "policy_missing": (_("No privacy policy is in force yet."), _("Try again in a minute.")),
}
