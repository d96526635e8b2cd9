"""What this app's own models hold about people, why, and until when."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from privacy import promises
from privacy.models import Erasure, Export, LedgerEntry, SubjectPseudonym
from privacy.registry import Category, Clock, OnErasure, PersonalData, register, register_without
from privacy.services.commit_erasure import ADDRESS_CONTEXT as ERASURE_ADDRESS_CONTEXT
from privacy.services.cut_tickets import anonymise_tickets, cut_ticket
from privacy.services.open_ticket import ADDRESS_CONTEXT as TICKET_ADDRESS_CONTEXT
from privacy.services.open_ticket import (
    REFERENCE_CONTEXT,
    SUBJECT_CONTEXT,
    reference_of,
    subject_of,
)
from privacy.services.place_hold import DOCUMENT_CONTEXT as HOLD_DOCUMENT_CONTEXT
from privacy.services.request_export import expire_export
from privacy.services.write_message import BODY_CONTEXT, body_of
from privacy.storage import ATTACHMENT, EXPORT

NOW = timedelta(0)


def _erasures(person: Any) -> QuerySet[Erasure]:
    return Erasure.objects.filter(account=person.pk)


def _ledger_entries(person: Any) -> QuerySet[LedgerEntry]:
    names = SubjectPseudonym.objects.filter(person=person).values("pseudonym")
    return LedgerEntry.objects.filter(subject__in=names)


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
        subject=_ledger_entries,
        holds={"subject": Category.PROOF, "payload": Category.PROOF},
        plain=("sequence", "stream", "at", "previous_hash", "hash"),
        purpose="proof",
        on_erasure=OnErasure.KEEP,
        because=_("Proof of what was agreed; nothing ties it to you once your account is gone."),
    )
)
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
register(
    PersonalData(
        model="privacy.Notice",
        label=_("Notices to you"),
        subject="person",
        holds={"person": Category.IDENTITY, "parameters": Category.ACTIVITY},
        plain=("id", "kind", "cause", "created_at", "expires_at", "read_at"),
        purpose="account",
        clocks=(
            Clock("expires_at", NOW, "F-10"),
            Clock("created_at", promises.NOTICE_KEPT, "R-0"),
        ),
        is_deletable=True,
        on_erasure=OnErasure.DELETE,
    )
)
register(
    PersonalData(
        model="privacy.NoticeDelivery",
        label=_("How a notice reached you"),
        subject="notice__person",
        holds={"state": Category.ACTIVITY},
        plain=("id", "notice", "channel", "created_at", "delivered_at"),
        purpose="account",
        on_erasure=OnErasure.DELETE,
    )
)
register(
    PersonalData(
        model="privacy.NetworkLogEntry",
        label=_("The network log"),
        subject=None,
        holds={"person": Category.ACTIVITY, "sealed_address": Category.IDENTITY},
        plain=("id", "at", "method", "route", "status"),
        purpose="security",
        clocks=(
            Clock("at", promises.NETWORK_LOG_KEPT, "R-1", at_least=promises.NETWORK_LOG_FLOOR),
        ),
        on_erasure=OnErasure.KEEP,
        because=_("The law asks for at least six months; a day's pseudonym, a sealed address."),
    )
)
register(
    PersonalData(
        model="privacy.CheckResult",
        label=_("Results of the checks behind the promises"),
        subject=None,
        holds={},
        plain=("id", "promise", "status", "value", "target", "checked_at"),
        purpose="operation",
        clocks=(Clock("checked_at", promises.CHECK_RESULT_KEPT, "R-0"),),
        on_erasure=OnErasure.KEEP,
        because="Results of checks; they name nobody.",
    )
)
register(
    PersonalData(
        model="privacy.PurgeRun",
        label=_("What each purge did"),
        subject=None,
        holds={},
        plain=(
            "id",
            "started_at",
            "finished_at",
            "trigger",
            "due",
            "done",
            "failed",
            "held",
            "early",
            "latest_s",
            "by_class",
            "figures",
        ),
        purpose="operation",
        clocks=(Clock("started_at", promises.PURGE_RUN_KEPT, "R-0"),),
        on_erasure=OnErasure.KEEP,
        because="Counts of deletions; they name nobody.",
    )
)
register(
    PersonalData(
        model="privacy.CanaryRun",
        label=_("Made-up people who test the site"),
        subject=None,
        holds={},
        plain=(
            "id",
            "kind",
            "day",
            "step",
            "person",
            "portrait",
            "erasure",
            "started_at",
            "step_at",
            "last_look_at",
            "finished_at",
            "findings",
        ),
        purpose="operation",
        clocks=(Clock("finished_at", promises.CANARY_RUN_KEPT, "R-0"),),
        on_erasure=OnErasure.KEEP,
        because="About people whom our own code made up.",
    )
)
register(
    PersonalData(
        model="privacy.PageCount",
        label=_("Sums of page visits"),
        subject=None,
        holds={},
        plain=("id", "route", "day", "count"),
        purpose="analytics",
        clocks=(Clock("day", promises.PAGE_COUNT_KEPT, "K-4"),),
        on_erasure=OnErasure.KEEP,
        because="Sums; nobody can be found in them.",
    )
)
register(
    PersonalData(
        model="privacy.Hold",
        label=_("Orders by law that keep something from being deleted"),
        subject=None,
        holds={
            "subject": Category.IDENTITY,
            "object_key": Category.IDENTITY,
            "sealed_document": Category.PROOF,
        },
        plain=(
            "id",
            "model",
            "ground",
            "placed_by",
            "placed_at",
            "approved_by",
            "approved_at",
            "review_at",
            "released_by",
            "released_at",
        ),
        purpose="proof",
        clocks=(Clock("released_at", promises.LEDGER_KEPT, "R-2"),),
        sealed={"sealed_document": HOLD_DOCUMENT_CONTEXT},
        on_erasure=OnErasure.KEEP,
        because="Proof that something was kept on an order, not at will.",
    )
)
register(
    PersonalData(
        model="privacy.RefusedDeletion",
        label=_("Deletions that a hold refused"),
        subject=None,
        holds={"object_key": Category.IDENTITY},
        plain=("id", "hold", "model", "act", "count", "first_at", "last_at"),
        purpose="proof",
        on_erasure=OnErasure.KEEP,
        because="Goes with the hold that it belongs to.",
    )
)
register(
    PersonalData(
        model="privacy.Receipt",
        label=_("Receipts of deletions"),
        subject=None,
        holds={},
        plain=(
            "id",
            "object_id",
            "object_class",
            "reason",
            "created_at",
            "key_destroyed_at",
            "absent_verified_at",
            "document",
        ),
        purpose="proof",
        clocks=(Clock("key_destroyed_at", promises.LEDGER_KEPT, "R-0"),),
        on_erasure=OnErasure.KEEP,
        because="Proof of a deletion: a random object id and times, tied to nobody once the job "
        "row is gone.",
    )
)
register(
    PersonalData(
        model="privacy.Export",
        label=_("Copies of your data"),
        subject="person",
        holds={"person": Category.IDENTITY, "object_id": Category.IDENTITY},
        plain=(
            "id",
            "state",
            "progress",
            "byte_count",
            "created_at",
            "lease_until",
            "ready_at",
            "expires_at",
            "ended_at",
        ),
        purpose="account",
        files={"object_id": EXPORT},
        clocks=(
            Clock(
                "expires_at",
                NOW,
                "M-2",
                where=Q(state=Export.State.READY),
                purge=expire_export,
            ),
            Clock("ended_at", promises.JOB_ROW_KEPT, "R-0"),
        ),
        on_erasure=OnErasure.DELETE,
    )
)
register(
    PersonalData(
        model="privacy.Erasure",
        label=_("The order and the proof of a cancellation"),
        subject=_erasures,
        holds={
            "account": Category.IDENTITY,
            "sealed_address": Category.CONTACT,
            "token_sha256": Category.SECRET,
        },
        plain=("id", "locale", "committed_at", "verified_at", "steps", "retained", "certificate"),
        purpose="proof",
        clocks=(Clock("verified_at", promises.LEDGER_KEPT, "M-12"),),
        sealed={"sealed_address": ERASURE_ADDRESS_CONTEXT},
        on_erasure=OnErasure.KEEP,
        because=_("Proof of the cancellation: counts and times; it names nobody once all is gone."),
    )
)
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
register_without("privacy.RetainedKey", because="Wrapped keys by random object id; no person.")
register_without("privacy.Tombstone", because="A keyed hash that brings no account back to life.")
register_without("privacy.DataKey", because="Wrapped keys by random object id; no person.")
register_without("privacy.LedgerHead", because="The number and hash of the newest entry.")
register_without("privacy.SignedHead", because="A day's signed hash.")
register_without("privacy.ConsentText", because="The words that everybody is asked.")
register_without("privacy.PolicyVersion", because="The published policy.")
register_without("privacy.KeyProof", because="A known text under each key; no person.")
register_without("privacy.Heartbeat", because="When a background process last ran.")
