"""How the promises about holds, the region and the made-up people can be broken."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings as django_settings

from privacy.models import CanaryRun, Hold, PurgeRun
from tests.promises.world import World, breach


@breach("R-2", "every_order_is_looked_at_again")
@breach("R-3", "every_order_is_looked_at_again")
def an_order_that_nobody_reviewed(world: World) -> Iterator[None]:
    hold = Hold.objects.create(
        model="portraits.Portrait",
        object_key=str(world.portrait.pk),
        ground="court",
        sealed_document=b"",
        placed_by="person 1",
        placed_at=world.now - timedelta(days=91),
        approved_by="person 2",
        approved_at=world.now - timedelta(days=91),
        review_at=world.now - timedelta(days=1),
    )
    yield
    hold.delete()


@breach("R-1", "nothing_went_before_its_floor")
def a_row_that_went_too_early(world: World) -> Iterator[None]:
    run = PurgeRun.objects.create(started_at=world.now, trigger="test", early=1)
    yield
    run.delete()


@breach("R-6", "every_server_is_in_the_region")
def a_broker_abroad(world: World) -> Iterator[None]:
    kept = world.settings.CELERY_BROKER_URL
    world.settings.CELERY_BROKER_URL = "redis://queue.elsewhere.example:6379/0"
    yield
    world.settings.CELERY_BROKER_URL = kept


@breach("K-9", "pages_name_no_other_host")
def a_page_with_somebody_elses_script(world: World) -> Iterator[None]:
    kept = world.settings.TEMPLATES
    folder = Path(world.folder)
    page = '<script src="https://counter.example/c.js"></script>'
    (folder / "page.html").write_text(page, encoding="utf-8")
    world.settings.TEMPLATES = [kept[0] | {"DIRS": [folder]}]
    yield
    world.settings.TEMPLATES = kept
    assert kept == django_settings.TEMPLATES


def a_canary(world: World, *, days_ago: float, findings: list[dict[str, str]]) -> CanaryRun:
    at = world.now - timedelta(days=days_ago)
    return CanaryRun.objects.create(
        kind="stays",
        day=at.date(),
        step="done",
        started_at=at,
        step_at=at,
        last_look_at=at,
        finished_at=at,
        findings=findings,
    )


@breach("F-12", "the_canaries_left_no_trace")
@breach("E-4", "the_canaries_left_no_trace")
def a_photo_left_in_a_temp_folder(world: World) -> Iterator[None]:
    run = a_canary(world, days_ago=0.5, findings=[{"where": "tmp", "what": "face"}])
    yield
    run.delete()


@breach("F-12", "a_canary_goes_every_day")
def canaries_that_no_longer_go(world: World) -> Iterator[None]:
    run = a_canary(world, days_ago=2, findings=[])
    yield
    run.delete()
