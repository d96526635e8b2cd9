"""How the promises about announcements and offers can be broken."""

from collections.abc import Iterator
from datetime import timedelta

from privacy.models import Announcement, Notice
from privacy.selectors import announcements as selected
from privacy.services.give_notice import give_notice
from tests.privacy.incident_people import announce
from tests.promises.world import World, breach, taken_back


@breach("V-6", "announcements_end_when_their_time_is_over")
def an_announcement_that_nobody_ended(world: World) -> Iterator[None]:
    yield from taken_back(lambda: announce(now=world.now - timedelta(days=2)))


@breach("V-7", "no_service_notice_carries_an_offer")
def an_offer_that_cannot_be_unsubscribed(world: World) -> Iterator[None]:
    def sell() -> None:
        announce(now=world.now)
        Announcement.objects.update(text_en="Everything 20 % off until Sunday.")

    yield from taken_back(sell)


@breach("V-7", "offers_go_only_to_who_agreed")
def an_offer_to_somebody_who_did_not_ask(world: World) -> Iterator[None]:
    yield from taken_back(
        lambda: give_notice(world.person, Notice.Kind.PROMOTION, cause="x", now=world.now)
    )


@breach("V-7", "only_what_needs_a_consent_can_be_switched_off")
def incidents_that_can_be_switched_off(_world: World) -> Iterator[None]:
    group = next(one for one in selected.NOTICE_GROUPS if Notice.Kind.INCIDENT in one.kinds)
    object.__setattr__(group, "purpose", "promotions")
    yield
    object.__setattr__(group, "purpose", "")
