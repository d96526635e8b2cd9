"""What a person of the staff reads when a disclosure is refused a step."""

from django.utils.translation import gettext_lazy as _

DISCLOSURE_SENTENCES = {
    "disclosure_field": (
        _("A field is none that could be disclosed."),
        _("Choose fields of the list; faces and secrets are not among them."),
    ),
    "disclosure_consent": (
        _("The ledger has no such decision of this person."),
        _("Name the entry in which they said what to disclose, and how."),
    ),
    "disclosure_document": (
        _("Without its legal document a request goes no further."),
        _("Enter the reference number, the legal basis and what the document says."),
    ),
    "disclosure_checklist": (
        _("The review found something missing."),
        _("Refuse the request, with the reason."),
    ),
    "disclosure_wider": (
        _("The scope is wider than the request."),
        _("Leave out what was not asked for."),
    ),
    "disclosure_gag": (
        _("An order not to tell the person has an end that lies ahead."),
        _("Enter that day, or none."),
    ),
    "disclosure_empty": (
        _("The review left nothing to disclose."),
        _("Refuse the request, with the reason."),
    ),
    "disclosure_nothing": (
        _("Nothing of what was approved is held."),
        _("Close the matter with that answer: no such data."),
    ),
    "disclosure_certificate": (
        _("This is no certificate that a package could be encrypted to."),
        _("Paste the recipient’s X.509 certificate in PEM form."),
    ),
}
