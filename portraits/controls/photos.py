"""Controls of photos and portraits: how long they live, and what is done with the faces."""

from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.db.models import F, Q, QuerySet

from portraits.models import JOBS, KEPT_JOBS, Job, Portrait, Received
from privacy.models import DataKey, Notice
from privacy.promises import EFFECT_KEPT
from privacy.registry.control import Finding, Kind, control, tested
from privacy.storage import EFFECT

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
CEILINGS = {kind.UPLOAD_MODEL: kind.UPLOAD_CEILING for kind in JOBS}
CLASS_CEILINGS = {kind.UPLOAD_CLASS: kind.UPLOAD_CEILING for kind in JOBS}
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
    """A stored photo or clip without a running job serves nothing."""
    count = sum(_idle(model, ceiling, now) for model, ceiling in CEILINGS.items())
    return Finding(is_kept=count == 0, value=f"{count} photos without a job", target="0")


def _idle(model: type[Received], ceiling: timedelta, now: datetime) -> int:
    idle = model._default_manager.filter(received_at__lte=now - ceiling)
    for kind in JOBS:
        idle = idle.exclude(object_id__in=kind.objects.unfinished().values("upload_object"))
    return int(idle.count())


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
    """However a job ended: 15 minutes after it arrived a photo has no key any more, a clip 30."""
    keys = sum(_old_keys(name, now - most) for name, most in CLASS_CEILINGS.items())
    left = sum(_ended_with_upload(kind, now - kind.UPLOAD_CEILING) for kind in JOBS)
    return Finding(
        is_kept=keys + left == 0,
        value=f"{keys} photos or clips past their ceiling, {left} ended jobs with one",
        target="0 and 0",
    )


def _old_keys(object_class: str, since: datetime) -> int:
    old = DataKey.objects.filter(object_class=object_class, created_at__lte=since - SWEEP_SLACK)
    return old.count()


def _ended_with_upload(kind: type[Job], since: datetime) -> int:
    ended = kind.objects.exclude(status__in=Job.UNFINISHED)
    return int(ended.filter(ended_at__lte=since - SWEEP_SLACK, upload_deleted_at=None).count())


@control("F-8", kind=Kind.QUERY)
def portraits_live_exactly_ten_days(now: datetime) -> Finding:
    """Never early, never late: counted from both sides, portraits and clips."""
    early = sum(_gone_early(kind) + _with_another_end(kind) for kind in KEPT_JOBS)
    past = Q(status=Job.Status.READY, expires_at__lte=now - PURGE_SLACK)
    late = sum(kind.objects.filter(past).count() for kind in KEPT_JOBS)
    keys = DataKey.objects.filter(object_class=EFFECT, destroy_at__lte=now - PURGE_SLACK).count()
    return Finding(
        is_kept=early + late + keys == 0,
        value=f"{early} gone early, {late + keys} more than an hour late",
        target="0 early, 0 late",
    )


def _gone_early(kind: type[Job]) -> int:
    expired = kind.objects.filter(status=Job.Status.EXPIRED)
    return int(expired.filter(effect_deleted_at__lt=F("expires_at")).count())


def _with_another_end(kind: type[Job]) -> int:
    ready = kind.objects.filter(ready_at__isnull=False, expires_at__isnull=False)
    return int(ready.exclude(expires_at=F("ready_at") + EFFECT_KEPT).count())


@control("F-10", kind=Kind.QUERY)
def everybody_is_reminded_in_time(now: datetime) -> Finding:
    """Whoever has a portrait or clip of seven days was reminded to save it."""
    missed = sum(_unreminded(kind, now) for kind in KEPT_JOBS)
    return Finding(is_kept=missed == 0, value=f"{missed} people not reminded", target="0")


def _unreminded(kind: type[Job], now: datetime) -> int:
    due = kind.objects.servable(now).filter(ready_at__lte=now - FIRST_REMINDER - REMINDER_SLACK)
    notices = Notice.objects.filter(kind=Notice.Kind.EFFECT_REMINDER_DAY_7)
    reminded = set(notices.values_list("cause", flat=True))
    return sum(str(one) not in reminded for one in due.values_list("id", flat=True))


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
