"""What pages, API and other apps read of templates and portraits."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from statistics import fmean
from typing import Any
from uuid import UUID

from django.conf import settings

from portraits.engine.options import specs
from portraits.models import (
    JOBS,
    KEPT_JOBS,
    Clip,
    Cutout,
    Job,
    Portrait,
    Queue,
    ShareLink,
    ShareWarning,
    Template,
)
from portraits.models.clip import ClipQuerySet
from portraits.models.cutout import CutoutQuerySet
from portraits.models.job import JobQuerySet, SomeJob
from portraits.models.portrait import PortraitQuerySet
from portraits.models.share import ShareLinkQuerySet
from privacy.models import Notice
from privacy.models.refusal import Refused
from privacy.storage import ObjectDamaged, ObjectGone, SealedReader, open_sealed, reading

REMINDERS = (Notice.Kind.EFFECT_REMINDER_DAY_7, Notice.Kind.EFFECT_REMINDER_DAY_9)
# What one job takes as long as none of its kind has been done yet.
FIRST_GUESS_S = 1.5
FIRST_CLIP_GUESS_S = 30.0
# Enough to even out, few enough to follow a machine that got slower.
RECENT_JOBS = 20


def portraits_of(person: Any) -> PortraitQuerySet:
    """This function will return a person's portraits, newest first."""
    return Portrait.objects.owned_by(person).select_related("template")


def portrait_of(person: Any, portrait_id: UUID) -> Portrait:
    """This function will return one portrait of the person.

    :raises Refused: `not_found`, 404, for another's exactly as for one that does not exist
    """
    return _one(portraits_of(person), portrait_id)


def cutouts_of(person: Any) -> CutoutQuerySet:
    """This function will return a person's cutouts, newest first."""
    return Cutout.objects.owned_by(person)


def cutout_of(person: Any, cutout_id: UUID) -> Cutout:
    """This function will return one cutout of the person.

    :raises Refused: `not_found`, 404, for another's exactly as for one that does not exist
    """
    return _one(cutouts_of(person), cutout_id)


def clips_of(person: Any) -> ClipQuerySet:
    """This function will return a person's clips, newest first."""
    return Clip.objects.owned_by(person)


def clip_of(person: Any, clip_id: UUID) -> Clip:
    """This function will return one clip of the person.

    :raises Refused: `not_found`, 404, for another's exactly as for one that does not exist
    """
    return _one(clips_of(person), clip_id)


def _one(jobs: JobQuerySet[SomeJob], job_id: UUID) -> SomeJob:
    job = jobs.filter(pk=job_id).first()
    if job is None:
        raise Refused("not_found", 404)
    return job


def job_of(**named: UUID) -> Job | None:
    """This function will return the job, of whatever kind, whose photo or effect this is."""
    found = (kind.objects.filter(**named).first() for kind in JOBS)
    return next((job for job in found if job is not None), None)


def share_of(job: Job, share_id: UUID) -> ShareLink:
    """This function will return one of the links to a portrait or clip, open or not.

    :raises Refused: `not_found`, 404
    """
    share = ShareLink.objects.to(job).filter(pk=share_id).first()
    if share is None:
        raise Refused("not_found", 404)
    return share


def links_of(job: Job, now: datetime) -> ShareLinkQuerySet:
    """This function will return the links that open a portrait or clip now, newest first."""
    return ShareLink.objects.live(now).to(job)


def has_read_share_warning(person: Any) -> bool:
    """This function will say whether the person has acknowledged what sharing is out of."""
    return ShareWarning.objects.filter(person=person).exists()


def effect_bytes(job: Job, now: datetime) -> bytes:
    """This function will return the finished picture, verified whole before its first byte.

    The end is checked against `now`, purge or not.

    :raises Refused: `not_ready` 409 while it is being made, `gone` 410 ever after
    """
    try:
        return open_sealed(_shown_object(job, now))
    except (ObjectGone, ObjectDamaged) as lost:
        raise Refused("gone", 410) from lost


@contextmanager
def reading_effect(job: Job, now: datetime) -> Iterator[SealedReader]:
    """This function will open a finished clip to be read in parts, each verified when it is read.

    The end is checked against `now`, purge or not.

    :raises Refused: as `effect_bytes`
    """
    try:
        with reading(_shown_object(job, now)) as file:
            if file.byte_count != job.byte_count:
                raise ObjectDamaged
            yield file
    except (ObjectGone, ObjectDamaged) as lost:
        raise Refused("gone", 410) from lost


def _shown_object(job: Job, now: datetime) -> UUID:
    if job.status in Job.UNFINISHED:
        raise Refused("not_ready", 409)
    shown = type(job).objects.servable(now).filter(pk=job.pk)
    object_id: UUID | None = shown.values_list("effect_object", flat=True).first()
    if object_id is None:
        raise Refused("gone", 410)
    return object_id


def reminders_of(person: Any, now: datetime) -> list[Notice]:
    """This function will return the unread reminders of what can still be saved."""
    unread = Notice.objects.filter(
        person=person, kind__in=REMINDERS, read_at=None, expires_at__gt=now
    )
    # What was deleted early needs no saving; most pages end here without a second question.
    notices = list(unread.order_by("expires_at"))
    still_there = _still_there(person, [one.cause for one in notices], now) if notices else set()
    return [one for one in notices if one.cause in still_there]


def _still_there(person: Any, causes: list[str], now: datetime) -> set[str]:
    return {
        str(pk)
        for kind in KEPT_JOBS
        for pk in kind.objects.owned_by(person)
        .servable(now)
        .filter(pk__in=causes)
        .values_list("pk", flat=True)
    }


def in_flight(person: Any) -> int:
    """This function will count the person's jobs that wait or run."""
    return sum(kind.objects.owned_by(person).unfinished().count() for kind in JOBS)


def nth_newest(person: Any, number: int, *, since: datetime) -> datetime | None:
    """This function will return when the `number`-th newest job of the person was accepted.

    None when there are not so many since then.
    """
    first, *others = (
        kind.objects.owned_by(person)
        .filter(created_at__gt=since)
        .order_by()
        .values_list("created_at", flat=True)
        for kind in JOBS
    )
    newest = first.union(*others, all=True).order_by("-created_at")
    return next(iter(newest[number - 1 : number]), None)


def queue_estimate(_now: datetime, queue: Queue = Queue.PORTRAITS) -> tuple[int, float]:
    """This function will return how many jobs wait or run, and how long a new one would wait."""
    kinds = (kind for kind in JOBS if queue == kind.QUEUE)
    depths = {kind: kind.objects.unfinished().count() for kind in kinds}
    work_s = sum(depth * _mean_service_s(kind) for kind, depth in depths.items() if depth)
    workers = settings.RENDER_WORKERS if queue == Queue.PORTRAITS else 1
    return sum(depths.values()), work_s / max(1, workers)


def _mean_service_s(kind: type[Job]) -> float:
    ready = kind.objects.filter(ready_at__isnull=False, timings_ms__isnull=False)
    recent = ready.order_by("-ready_at").values_list("timings_ms", flat=True)[:RECENT_JOBS]
    totals = [timings["total"] / 1000 for timings in recent if timings and timings.get("total")]
    if totals:
        return fmean(totals)
    return FIRST_GUESS_S if kind.QUEUE == Queue.PORTRAITS else FIRST_CLIP_GUESS_S


def option_specs(template: Template) -> list[dict[str, Any]]:
    """This function will return the options that a template takes, as plain values."""
    return [asdict(spec) for spec in specs(template.kind, template.extra_options)]


def search_templates(*, words: str = "", kind: str = "", category: str = "") -> list[Template]:
    """This function will return the published templates that fit, in the catalogue's order.

    Every word must occur in a title, description or tag of either language; the catalogue is small
    enough to be searched here, and the words go no further.
    """
    chosen = {name: value for name, value in (("kind", kind), ("category", category)) if value}
    wanted = words.casefold().split()
    templates = Template.objects.published().filter(**chosen)
    return [one for one in templates if all(word in _searchable(one) for word in wanted)]


def _searchable(template: Template) -> str:
    tags = [tag for tags in template.tags.values() for tag in tags]
    texts = [template.slug, *template.titles.values(), *template.descriptions.values(), *tags]
    return " ".join(texts).casefold()
