"""Controls of photos and portraits: how long they live, and what is done with the faces."""

from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.db.models import F, Q, QuerySet

from portraits.models import JOBS, Job, Portrait, Upload
from privacy.models import DataKey, Notice
from privacy.promises import EFFECT_KEPT, UPLOAD_CEILING
from privacy.registry.control import Finding, Kind, control, tested
from privacy.storage import EFFECT, UPLOAD

# F-6 promises "at once": a photo that is still there a minute after its job ended is a breach.
AT_ONCE = timedelta(seconds=60)
USUALLY_WITHIN = timedelta(seconds=5)
# The sweep runs every 15 s; four missed runs are not noise any more.
SWEEP_SLACK = timedelta(minutes=1)
PURGE_SLACK = timedelta(hours=1)
REMINDER_SLACK = timedelta(hours=3)
FIRST_REMINDER = timedelta(days=7)
# dlib's recognition network and the calls that lead to it; a face is found here, never recognised.
RECOGNITION = ("face_encodings", "compare_faces", "face_distance", "face_recognition_model_v1")
VECTOR_WORDS = ("embedding", "encoding_vector", "descriptor", "faceprint")
PRODUCT_PACKAGES = ("privacy", "accounts", "portraits", "portrait_site")

tested("F-1", "F-2", "F-3", "F-4", "F-5", "F-9", "F-11", "F-12", "F-13", "F-14", "U-11")


@control("F-1", kind=Kind.SETTINGS)
def nothing_recognises_a_face(_now: datetime) -> Finding:
    """Neither a call to a recognition network nor a column that could hold its result."""
    calls = sum(_names_recognition(package) for package in PRODUCT_PACKAGES)
    columns = sum(
        _is_vector(field.name) for model in apps.get_models() for field in model._meta.fields
    )
    return Finding(
        is_kept=calls == 0 and columns == 0,
        value=f"{calls} files name a recognition call, {columns} columns could hold a face vector",
        target="0 and 0",
    )


def _names_recognition(package: str) -> int:
    here = settings.BASE_DIR / "portraits" / "controls" / "photos.py"
    files = (path for path in (settings.BASE_DIR / package).rglob("*.py") if path != here)
    return sum(any(name in path.read_text("utf-8") for name in RECOGNITION) for path in files)


def _is_vector(column: str) -> bool:
    return any(word in column for word in VECTOR_WORDS)


@control("F-3", kind=Kind.QUERY)
def every_photo_waits_for_its_job(now: datetime) -> Finding:
    """A stored photo without a running job serves nothing."""
    idle = Upload.objects.filter(received_at__lte=now - UPLOAD_CEILING)
    for kind in JOBS:
        idle = idle.exclude(object_id__in=kind.objects.unfinished().values("upload_object"))
    count = idle.count()
    return Finding(is_kept=count == 0, value=f"{count} photos without a job", target="0")


@control("F-6", kind=Kind.QUERY)
def photos_go_at_once(now: datetime) -> Finding:
    """No photo may remain a minute after its portrait or cutout was ready."""
    left = _count(Q(ready_at__lte=now - AT_ONCE, upload_deleted_at__isnull=True))
    return Finding(is_kept=left == 0, value=f"{left} photos left after the picture", target="0")


def _count(which: Q) -> int:
    """How many jobs of any kind are such."""
    return sum(kind.objects.filter(which).count() for kind in JOBS)


@control("F-6", kind=Kind.METRIC)
def photos_go_within_seconds(now: datetime) -> Finding:
    """99 of 100 photos of the last day were gone within five seconds, all within a minute."""
    lives = _residences(now - timedelta(days=1))
    if not lives:
        return Finding(is_kept=True, value="no photo in the last day", target="p99 < 5 s")
    p99 = lives[min(len(lives) - 1, int(len(lives) * 0.99))]
    is_kept = p99 < USUALLY_WITHIN and lives[-1] < AT_ONCE
    return Finding(
        is_kept=is_kept,
        value=f"p99 {p99.total_seconds():.1f} s, longest {lives[-1].total_seconds():.1f} s "
        f"of {len(lives)}",
        target="p99 < 5 s, longest < 60 s",
    )


def _residences(since: datetime) -> list[timedelta]:
    gone = Q(ready_at__gte=since, upload_deleted_at__isnull=False)
    lives = (
        kind.objects.filter(gone).values_list(F("upload_deleted_at") - F("ready_at"), flat=True)
        for kind in JOBS
    )
    return sorted(life for of_kind in lives for life in of_kind)


@control("F-7", kind=Kind.QUERY)
def no_photo_is_older_than_the_ceiling(now: datetime) -> Finding:
    """However a job ended: 15 minutes after it arrived a photo has no key any more."""
    since = now - UPLOAD_CEILING - SWEEP_SLACK
    keys = DataKey.objects.filter(object_class=UPLOAD, created_at__lte=since).count()
    kept_on = Q(ended_at__lte=since, upload_deleted_at__isnull=True)
    left = _count(~Q(status__in=Job.UNFINISHED) & kept_on)
    return Finding(
        is_kept=keys + left == 0,
        value=f"{keys} photos older than 15 minutes, {left} ended jobs with their photo",
        target="0 and 0",
    )


@control("F-8", kind=Kind.QUERY)
def portraits_live_exactly_ten_days(now: datetime) -> Finding:
    """Never early, never late: counted from both sides."""
    early = _gone_early() + _with_another_end()
    late = Portrait.objects.filter(
        status=Portrait.Status.READY, expires_at__lte=now - PURGE_SLACK
    ).count()
    keys = DataKey.objects.filter(object_class=EFFECT, destroy_at__lte=now - PURGE_SLACK).count()
    return Finding(
        is_kept=early + late + keys == 0,
        value=f"{early} gone early, {late + keys} more than an hour late",
        target="0 early, 0 late",
    )


def _gone_early() -> int:
    expired = Portrait.objects.filter(status=Portrait.Status.EXPIRED)
    return expired.filter(effect_deleted_at__lt=F("expires_at")).count()


def _with_another_end() -> int:
    ready = Portrait.objects.filter(ready_at__isnull=False, expires_at__isnull=False)
    return ready.exclude(expires_at=F("ready_at") + EFFECT_KEPT).count()


@control("F-10", kind=Kind.QUERY)
def everybody_is_reminded_in_time(now: datetime) -> Finding:
    """Whoever has a portrait of seven days was reminded to save it."""
    due = Portrait.objects.servable(now).filter(ready_at__lte=now - FIRST_REMINDER - REMINDER_SLACK)
    reminded = Notice.objects.filter(kind=Notice.Kind.EFFECT_REMINDER_DAY_7).values("cause")
    missed = sum(str(one) not in _causes(reminded) for one in due.values_list("id", flat=True))
    return Finding(is_kept=missed == 0, value=f"{missed} people not reminded", target="0")


def _causes(reminded: object) -> set[str]:
    return {row["cause"] for row in reminded}  # type: ignore[attr-defined]


@control("F-12", kind=Kind.QUERY)
def no_place_of_a_face_is_kept(now: datetime) -> Finding:
    """Face boxes live 15 minutes while somebody chooses, and nowhere else."""
    past = Q(faces_until__lte=now - SWEEP_SLACK) | Q(faces_until__isnull=True)
    left = Portrait.objects.filter(past, faces__isnull=False).count()
    return Finding(is_kept=left == 0, value=f"{left} jobs still know where a face was", target="0")


@control("F-13", kind=Kind.QUERY)
def every_photo_serves_one_job(_now: datetime) -> Finding:
    """Each job has an upload of its own: no two jobs ever name the same one."""
    named = [_photos_of(kind) for kind in JOBS]
    jobs = sum(rows.count() for rows in named)
    photos = named[0].union(*named[1:]).count()
    return Finding(
        is_kept=jobs == photos,
        value=f"{jobs} jobs, {photos} photos",
        target="as many photos as jobs",
    )


def _photos_of(kind: type[Job]) -> QuerySet[Job, object]:
    photos: QuerySet[Job, object] = kind.objects.order_by().values_list("upload_object")
    return photos
