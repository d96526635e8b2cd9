"""What somebody reads when portraits, copies, policies, orders and receipts are refused."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "not_ready": (_("It is not finished yet."), _("Ask again in a moment.")),
    "gone": (_("The picture no longer exists."), _("Make a new one from your photo.")),
    "export_gone": (
        _("This copy was taken already, or its time is over."),
        _("Ask for a new one in Settings, My data."),
    ),
    "policy_incomplete": (
        _("A version needs a text in every language."),
        _("Write the missing one first."),
    ),
    "second_person_needed": (
        _("Nobody approves an order of their own."),
        _("Ask the second person."),
    ),
    "policy_own_draft": (
        _("Nobody approves a text of their own."),
        _("Ask the second person."),
    ),
    "policy_not_approved": (_("This version is not approved."), _("Have it approved first.")),
    "policy_too_soon": (
        _("A substantial change is announced at least seven days before."),
        _("Choose a later day."),
    ),
    "phrase_wrong": (
        _("This is not the phrase."),
        _("Type it exactly as it stands on the page."),
    ),
    "held_by_law": (
        _("An order by law keeps this from being deleted for now."),
        _("Nobody is served it meanwhile; it goes when the order ends."),
    ),
    "hold_not_possible": (
        _("No order can keep this class of data, or not in this way."),
        _("Name another class, or one object instead of a person."),
    ),
    "hold_incomplete": (
        _("The order is not complete."),
        _("Name one person or one object, the document, and a day ahead for the review."),
    ),
    "account_gone": (_("This account is cancelled."), _("There is nothing left to do.")),
    "receipt_pending": (
        _("The deletion is not verified yet."),
        _("Ask again in a moment."),
    ),
    "not_a_receipt": (
        _("This is not a receipt."),
        _("Send the JSON object exactly as you received it."),
    ),
}
