"""What keeps the site secure and its promises checked: logs, holds, checks, keys."""

from django.utils.translation import gettext_lazy as _

from privacy import promises
from privacy.registry import Category, Clock, OnErasure, PersonalData, register, register_without
from privacy.services.place_hold import DOCUMENT_CONTEXT as HOLD_DOCUMENT_CONTEXT

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
register_without("privacy.DataKey", because="Wrapped keys by random object id; no person.")
register_without("privacy.RetainedKey", because="Wrapped keys by random object id; no person.")
register_without("privacy.KeyProof", because="A known text under each key; no person.")
register_without("privacy.Heartbeat", because="When a background process last ran.")
