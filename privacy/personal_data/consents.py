"""What people agreed to and accepted, and the ledger that proves it."""

from django.utils.translation import gettext_lazy as _

from privacy.registry import Category, OnErasure, PersonalData, register, register_without
from privacy.selectors.access_log import entries_of

register(
    PersonalData(
        model="privacy.SubjectPseudonym",
        label=_("Your pseudonym in the ledger"),
        subject="person",
        holds={"person": Category.IDENTITY, "pseudonym": Category.IDENTITY},
        plain=("id", "created_at"),
        purpose="proof",
        # Dropping this row is what makes the person's ledger entries anonymous.
        on_erasure=OnErasure.DELETE,
    )
)
register(
    PersonalData(
        model="privacy.LedgerEntry",
        label=_("Your entries in the ledger: agreements, withdrawals, acceptances"),
        subject=entries_of,
        holds={"subject": Category.PROOF, "payload": Category.PROOF},
        plain=("sequence", "stream", "at", "previous_hash", "hash"),
        purpose="proof",
        on_erasure=OnErasure.KEEP,
        because=_("Proof of what was agreed; nothing ties it to you once your account is gone."),
    )
)
register_without("privacy.LedgerHead", because="The number and hash of the newest entry.")
register_without("privacy.SignedHead", because="A day's signed hash.")
register_without("privacy.ConsentText", because="The words that everybody is asked.")
register(
    PersonalData(
        model="privacy.ConsentState",
        label=_("What you have agreed to"),
        subject="person",
        holds={"person": Category.IDENTITY, "state": Category.CHOICE},
        plain=("id", "purpose", "text_version", "decided_at", "entry"),
        purpose="proof",
        on_erasure=OnErasure.DELETE,
    )
)
register_without("privacy.PolicyVersion", because="The published policy.")
register(
    PersonalData(
        model="privacy.PolicyAcceptance",
        label=_("The policy versions you have accepted"),
        subject="person",
        holds={"person": Category.IDENTITY, "agreed_at": Category.CHOICE},
        plain=("id", "version", "locale", "sha256", "shown_at", "entry"),
        purpose="proof",
        on_erasure=OnErasure.DELETE,
    )
)
