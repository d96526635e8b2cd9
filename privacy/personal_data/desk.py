"""Questions and complaints, with what was written and attached."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy import promises
from privacy.registry import Category, Clock, OnErasure, PersonalData, register, register_without
from privacy.services.cut_tickets import anonymise_tickets, cut_ticket
from privacy.services.open_ticket import ADDRESS_CONTEXT as TICKET_ADDRESS_CONTEXT
from privacy.services.open_ticket import (
    REFERENCE_CONTEXT,
    SUBJECT_CONTEXT,
    reference_of,
    subject_of,
)
from privacy.services.write_message import BODY_CONTEXT, body_of
from privacy.storage import ATTACHMENT

register(
    PersonalData(
        model="privacy.Ticket",
        label=_("Your questions and complaints"),
        subject="person",
        holds={
            "person": Category.IDENTITY,
            "sealed_subject": Category.CONTACT,
            "sealed_address": Category.CONTACT,
            "sealed_reference": Category.CONTACT,
            "access_code_sha256": Category.SECRET,
        },
        plain=(
            "id",
            # Staff appear by number, here and in the timeline.
            "assignee",
            "kind",
            "state",
            "priority",
            "round",
            "due_on",
            "queue_on",
            "is_provisional",
            "locale",
            "received_at",
            "verified_at",
            "answered_at",
            "closed_at",
        ),
        purpose="proof",
        clocks=(
            Clock(
                "closed_at",
                promises.TICKET_BODY_KEPT,
                "R-0",
                where=Q(sealed_subject__isnull=False),
                purge=cut_ticket,
            ),
            Clock("closed_at", promises.TICKET_KEPT, "R-0"),
        ),
        sealed={
            "sealed_subject": SUBJECT_CONTEXT,
            "sealed_address": TICKET_ADDRESS_CONTEXT,
            "sealed_reference": REFERENCE_CONTEXT,
        },
        on_erasure=OnErasure.ANONYMISE,
        anonymise=anonymise_tickets,
        shows={"sealed_subject": subject_of, "sealed_reference": reference_of},
    )
)
register(
    PersonalData(
        model="privacy.TicketMessage",
        label=_("What you and we wrote about them"),
        subject="ticket__person",
        holds={"sealed_body": Category.CONTACT},
        plain=("id", "ticket", "author", "created_at"),
        purpose="proof",
        sealed={"sealed_body": BODY_CONTEXT},
        on_erasure=OnErasure.DELETE,
        shows={"sealed_body": body_of},
    )
)
register(
    PersonalData(
        model="privacy.TicketAttachment",
        label=_("Files that you attached to them"),
        subject="ticket__person",
        holds={"object_id": Category.CONTACT},
        plain=("id", "ticket", "message", "media_type", "byte_count"),
        purpose="proof",
        files={"object_id": ATTACHMENT},
        on_erasure=OnErasure.DELETE,
    )
)
register_without("privacy.TicketClock", because="Deadlines of a ticket; they name nobody.")
register_without("privacy.TicketPause", because="When a deadline waited; it names nobody.")
register_without("privacy.TicketWarning", because="That staff were told of a deadline.")
register_without("privacy.TicketEvent", because="States and dates; staff appear by number.")
register_without("privacy.WorkCalendar", because="Public holidays.")
