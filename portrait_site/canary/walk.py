"""Take every canary one step on, and write down what is not as it was promised.

Design. A step looks at the rows as they are now and at the real clock; whatever has not happened
yet is looked at again a minute later, or the next day. What is found stays in the row, and the
ledger has the count. A canary that cannot go on is cancelled like anybody else.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.services.cancel_account import cancel_account
from portrait_site.canary.look import FACE, NAME, look_for
from portrait_site.canary.person import LOCALE, METHOD, PURPOSE, photo_of, register
from portrait_site.canary.upload import upload
from portraits.models import Portrait, Template
from portraits.selectors import effect_bytes
from portraits.services.end_effect import delete_effect
from privacy.models import CanaryRun, Erasure
from privacy.models.refusal import Refused
from privacy.promises import EFFECT_PURGE_TARGET, IMMEDIATELY
from privacy.services.append_ledger import append_ledger
from privacy.services.decide_consent import withdraw_consent
from privacy.services.name_subject import name_subject

# A portrait takes seconds; behind a long queue, minutes.
RENDERED_WITHIN = timedelta(minutes=20)
# Accounts are erased within a minute; the journals of the databases are emptied every five.
ERASED_WITHIN = timedelta(hours=1)
SETTLED_AFTER = timedelta(minutes=10)
# After that the next daily run goes on.
FOLLOWED_FOR = timedelta(hours=1)

Step = CanaryRun.Step
logger = logging.getLogger(__name__)


def walk(*, now: datetime) -> int:
    """This function will start today's canaries, take all one step, and say how many still move."""
    for kind in CanaryRun.Kind:
        if not CanaryRun.objects.filter(day=now.date(), kind=kind).exists():
            _start(kind, now)
    for run in CanaryRun.objects.unfinished():
        _guarded(run, STEPS[Step(run.step)], now)
    return sum(_is_moving(run, now) for run in CanaryRun.objects.unfinished())


def _is_moving(run: CanaryRun, now: datetime) -> bool:
    if run.step != Step.KEEPING:
        return run.step_at > now - FOLLOWED_FOR
    portrait = _portrait_of(run)
    ends_at = portrait.expires_at if portrait else None
    return ends_at is not None and now < ends_at + FOLLOWED_FOR and ends_at < now + FOLLOWED_FOR


def _start(kind: CanaryRun.Kind, now: datetime) -> None:
    run = CanaryRun.objects.create(
        kind=kind, day=now.date(), step=Step.RENDERING, started_at=now, step_at=now
    )
    _guarded(run, _send_photo, now)


def _guarded(run: CanaryRun, step: Callable[[CanaryRun, datetime], None], now: datetime) -> None:
    known = len(run.findings)
    try:
        step(run, now)
    except Exception as problem:
        # The text could quote a row; what kind of thing went wrong is the finding.
        code = problem.code if isinstance(problem, Refused) else type(problem).__name__
        logger.error("canary_stopped", extra={"kind": code})
        _find(run, "walk", code)
        _give_up(run, now)
    if len(run.findings) > known:
        run.last_look_at = now
    run.save()


def _send_photo(run: CanaryRun, now: datetime) -> None:
    person = register(run, now=now)
    run.person = person
    run.save(update_fields=["person"])
    append_ledger("canary", {"run": str(run.pk)}, subject=name_subject(person, now=now), now=now)
    run.portrait = upload(person, photo_of(run), _template(run), now=now).pk


def _template(run: CanaryRun) -> Template:
    """Another one every day, so that all have their turn."""
    published = list(Template.objects.published().order_by("slug"))
    if not published:
        raise Refused("unknown_template", 400)
    return published[run.day.toordinal() % len(published)]


def _portrait_of(run: CanaryRun) -> Portrait | None:
    return Portrait.objects.filter(pk=run.portrait).first() if run.portrait else None


# --- steps


def _wait_for_portrait(run: CanaryRun, now: datetime) -> None:
    portrait = _portrait_of(run)
    if portrait is None or portrait.status == Portrait.Status.FAILED:
        _find(run, "portrait", portrait.error_code if portrait else "gone")
        _give_up(run, now)
    elif portrait.status in Portrait.UNFINISHED:
        if now > run.started_at + RENDERED_WITHIN:
            _find(run, "portrait", "late")
            _give_up(run, now)
    elif portrait.upload_deleted_at is None:
        if portrait.ready_at is not None and now > portrait.ready_at + IMMEDIATELY:
            _find(run, "photo", "kept")
    else:
        _look(run, FACE, (photo_of(run),), now)
        _go_on(run, portrait, now)


def _go_on(run: CanaryRun, portrait: Portrait, now: datetime) -> None:
    if run.kind == CanaryRun.Kind.STAYS:
        _move(run, Step.KEEPING, now)
        return
    effect = effect_bytes(portrait, now)
    if run.day.toordinal() % 2:
        withdraw_consent(run.person, PURPOSE, locale=LOCALE, now=now, method=METHOD)
    else:
        delete_effect(portrait, now=now)
    _require_gone(run, portrait, now)
    _look(run, FACE, (photo_of(run), effect), now)
    _cancel(run, now)


def _keep_until_the_end(run: CanaryRun, now: datetime) -> None:
    portrait = _portrait_of(run)
    if portrait is None or portrait.expires_at is None:
        _find(run, "portrait", "early")
        _give_up(run, now)
    elif now < portrait.expires_at:
        if portrait.status != Portrait.Status.READY:
            _find(run, "portrait", "early")
            _give_up(run, now)
    elif portrait.effect_deleted_at is not None:
        _require_gone(run, portrait, now)
        _look(run, FACE, (photo_of(run),), now)
        _cancel(run, now)
    elif now > portrait.expires_at + EFFECT_PURGE_TARGET:
        _require_gone(run, portrait, now)


def _require_gone(run: CanaryRun, portrait: Portrait, now: datetime) -> None:
    portrait.refresh_from_db()
    if portrait.effect_deleted_at is None:
        _find(run, "portrait", "kept")
    try:
        effect_bytes(portrait, now)
    except Refused:
        return
    _find(run, "portrait", "served")


def _wait_for_erasure(run: CanaryRun, now: datetime) -> None:
    erasures = Erasure.objects.filter(pk__in=[run.erasure] if run.erasure else [])
    at = erasures.values_list("verified_at", flat=True).first()
    if at is None:
        if now > run.step_at + ERASED_WITHIN:
            _find(run, "account", "kept")
    elif now >= at + SETTLED_AFTER:
        _look(run, NAME, (), now)
        run.finished_at = now
        _move(run, Step.DONE, now)


def _cancel(run: CanaryRun, now: datetime) -> None:
    if run.person is None:
        run.finished_at = now
        _move(run, Step.DONE, now)
        return
    run.erasure = cancel_account(run.person, now=now).erasure.pk
    # The row of the account may be gone already; the database has taken it out here too.
    run.person = None
    _move(run, Step.CANCELLING, now)


def _give_up(run: CanaryRun, now: datetime) -> None:
    try:
        _cancel(run, now)
    except Refused:
        run.finished_at = now
        _move(run, Step.DONE, now)


STEPS: dict[CanaryRun.Step, Callable[[CanaryRun, datetime], None]] = {
    Step.RENDERING: _wait_for_portrait,
    Step.KEEPING: _keep_until_the_end,
    Step.CANCELLING: _wait_for_erasure,
}


# --- what is written down


def _look(run: CanaryRun, what: str, pictures: tuple[bytes, ...], now: datetime) -> None:
    for where, trace in look_for(run, what, pictures, now=timezone.now()):
        _find(run, where, trace)
    run.last_look_at = now


def _find(run: CanaryRun, where: str, what: str) -> None:
    finding: dict[str, Any] = {"where": where, "what": what}
    if finding not in run.findings:
        run.findings.append(finding)


def _move(run: CanaryRun, step: CanaryRun.Step, now: datetime) -> None:
    run.step, run.step_at = step, now
    event = {"run": str(run.pk), "step": str(step), "findings": len(run.findings)}
    append_ledger("canary", event, now=now)
