"""What this app's models hold about people, why, and until when."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portraits.models import Clip, Cutout, Job, Portrait, Received, ShareLink
from portraits.selectors import job_of
from portraits.services.destroy_upload import destroy_upload
from portraits.services.end_effect import delete_effect, delete_effects_of, expire_effect
from portraits.services.end_job import cancel_job, fail_job
from portraits.services.take_down_effect import take_down_effect, take_down_links
from privacy import promises
from privacy.registry import Category, Clock, OnErasure, PersonalData, register, register_without
from privacy.services.remove_row import StillStored
from privacy.storage import CLIP, CUTOUT, EFFECT, UPLOAD

NOW = timedelta(0)


# Only what has lost photo and picture: the row is what remembers what must still go.
IS_EMPTY = Q(upload_deleted_at__isnull=False) & (
    Q(ended_effect_object__isnull=True) | Q(effect_deleted_at__isnull=False)
)
OF_EVERY_JOB = (
    "id",
    "status",
    "progress",
    "stage",
    "error_code",
    "timings_ms",
    "created_at",
    "ready_at",
    "ended_at",
    "expires_at",
    "attempts",
    "lease_token",
    "lease_until",
    "width",
    "height",
    "byte_count",
    "upload_object",
    "upload_deleted_at",
    "effect_deleted_at",
    "ended_effect_object",
)


def _end_upload(upload: Received, now: datetime) -> None:
    job = job_of(upload_object=upload.pk)
    if job is None:
        raise StillStored
    fail_job(type(job).objects.unfinished(), job, "timed_out", now=now)
    is_left = job.UPLOAD_MODEL._default_manager.filter(pk=upload.pk).exists()
    if is_left and not destroy_upload(job, reason="expired", now=now):
        raise StillStored


def _expire(job: Job, now: datetime) -> None:
    expire_effect(job, now=now)


def _delete(job: Job, now: datetime) -> None:
    delete_effect(job, now=now)


def _forget_faces(portrait: Portrait, _now: datetime) -> None:
    Portrait.objects.filter(pk=portrait.pk).update(faces=None, faces_until=None)


def _stop_portraits(person: Any, now: datetime) -> None:
    delete_effects_of(person, Portrait, now=now)


def _stop_cutouts(person: Any, now: datetime) -> None:
    delete_effects_of(person, Cutout, now=now)


def _stop_clips(person: Any, now: datetime) -> None:
    delete_effects_of(person, Clip, now=now)


def _stop_imports(person: Any, now: datetime) -> None:
    unfinished = Clip.objects.owned_by(person).unfinished()
    for clip in unfinished:
        cancel_job(unfinished, clip, now=now)


register(
    PersonalData(
        model="portraits.Upload",
        label=_("Photos that wait to become a portrait or a cutout"),
        subject="owner",
        holds={"owner": Category.IDENTITY, "object_id": Category.FACE},
        plain=("byte_count", "received_at"),
        purpose="face_portrait",
        files={"object_id": UPLOAD},
        # The policy calls this store temporary and names no number: the ceiling is our decision.
        clocks=(
            Clock(
                "received_at",
                promises.UPLOAD_CEILING,
                "F-7",
                purge=_end_upload,
                yields_to_holds=False,
            ),
        ),
        on_erasure=OnErasure.DELETE,
        not_held_because=_("A photo is gone within seconds; no order keeps it longer."),
    )
)
register(
    PersonalData(
        model="portraits.ClipUpload",
        label=_("Video clips that wait for their effects"),
        subject="owner",
        holds={"owner": Category.IDENTITY, "object_id": Category.FACE},
        plain=("byte_count", "received_at"),
        purpose="media_import",
        files={"object_id": CLIP},
        clocks=(
            Clock(
                "received_at",
                promises.CLIP_CEILING,
                "P-10",
                purge=_end_upload,
                yields_to_holds=False,
            ),
        ),
        on_erasure=OnErasure.DELETE,
        not_held_because=_("A clip is gone as soon as it was worked through; no order keeps it."),
        on_withdrawal=_stop_imports,
    )
)
register(
    PersonalData(
        model="portraits.Portrait",
        label=_("Your portraits and the jobs that made them"),
        subject="owner",
        holds={
            "owner": Category.IDENTITY,
            "effect_object": Category.FACE,
            "faces": Category.FACE,
            "quality": Category.FACE,
            "options": Category.CHOICE,
            "chosen_face": Category.CHOICE,
            "template": Category.CHOICE,
            "has_attestation": Category.PROOF,
        },
        plain=(*OF_EVERY_JOB, "faces_until"),
        purpose="face_portrait",
        files={"effect_object": EFFECT},
        clocks=(
            Clock(
                "expires_at",
                NOW,
                "F-8",
                where=Q(status=Portrait.Status.READY),
                purge=_expire,
            ),
            Clock(
                "faces_until",
                NOW,
                "F-12",
                where=Q(faces__isnull=False),
                purge=_forget_faces,
                yields_to_holds=False,
            ),
            Clock("ended_at", promises.JOB_ROW_KEPT, "R-0", where=IS_EMPTY),
        ),
        on_erasure=OnErasure.DELETE,
        is_deletable=True,
        delete=_delete,
        on_withdrawal=_stop_portraits,
        # Of a clip too: what the reference names says which.
        on_takedown=take_down_effect,
    )
)
register(
    PersonalData(
        model="portraits.Cutout",
        label=_("Your cutouts and the jobs that made them"),
        subject="owner",
        holds={
            "owner": Category.IDENTITY,
            "effect_object": Category.FACE,
            "options": Category.CHOICE,
            "has_attestation": Category.PROOF,
        },
        plain=(*OF_EVERY_JOB, "fetched_at"),
        purpose="face_cutout",
        files={"effect_object": CUTOUT},
        clocks=(
            Clock(
                "expires_at",
                NOW,
                "P-11",
                where=Q(status=Cutout.Status.READY),
                purge=_expire,
            ),
            Clock("ended_at", promises.JOB_ROW_KEPT, "R-0", where=IS_EMPTY),
        ),
        on_erasure=OnErasure.DELETE,
        is_deletable=True,
        delete=_delete,
        on_withdrawal=_stop_cutouts,
    )
)
register(
    PersonalData(
        model="portraits.Clip",
        label=_("Your clips and the jobs that made them"),
        subject="owner",
        holds={
            "owner": Category.IDENTITY,
            "effect_object": Category.FACE,
            "options": Category.CHOICE,
            "has_attestation": Category.PROOF,
        },
        plain=(*OF_EVERY_JOB, "length_ms", "done_by"),
        purpose="face_video",
        files={"effect_object": EFFECT},
        clocks=(
            Clock(
                "expires_at",
                NOW,
                "F-8",
                where=Q(status=Clip.Status.READY),
                purge=_expire,
            ),
            Clock("ended_at", promises.JOB_ROW_KEPT, "R-0", where=IS_EMPTY),
        ),
        on_erasure=OnErasure.DELETE,
        is_deletable=True,
        delete=_delete,
        on_withdrawal=_stop_clips,
    )
)
register(
    PersonalData(
        model="portraits.IdempotencyRecord",
        label=_("Keys that make a repeated request safe"),
        subject="person",
        holds={"person": Category.IDENTITY, "key_hash": Category.ACTIVITY},
        plain=("id", "fingerprint", "job_id", "created_at"),
        purpose="account",
        clocks=(Clock("created_at", promises.IDEMPOTENCY_KEPT, "R-0"),),
        on_erasure=OnErasure.DELETE,
    )
)
register(
    PersonalData(
        model="portraits.ShareLink",
        label=_("Links under which others see a portrait or clip of yours"),
        subject=ShareLink.objects.made_by,
        holds={
            "portrait": Category.ACTIVITY,
            "clip": Category.ACTIVITY,
            "sha256": Category.SECRET,
        },
        plain=("id", "created_at", "expires_at", "revoked_at"),
        purpose="account",
        clocks=(Clock("expires_at", NOW, "U-3"),),
        on_takedown=take_down_links,
        on_erasure=OnErasure.DELETE,
        is_deletable=True,
    )
)
register(
    PersonalData(
        model="portraits.ShareWarning",
        label=_("That you have read what sharing means"),
        subject="person",
        holds={"person": Category.IDENTITY, "acknowledged_at": Category.PROOF},
        plain=("id", "text_version", "method"),
        purpose="proof",
        on_erasure=OnErasure.DELETE,
    )
)
register_without("portraits.Template", because="Artwork with its source and licence.")
