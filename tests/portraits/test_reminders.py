"""People are reminded to save a portrait before it goes: once on day 7, once on day 9."""

import pytest

from portraits.models import Portrait
from portraits.services.end_effect import delete_effect
from portraits.services.send_reminders import send_reminders
from privacy.models import Notice, NoticeDelivery
from privacy.services.purge_expired import purge_expired
from tests.portraits.conftest import Clock

pytestmark = pytest.mark.promise("F-10")
DAY_7, DAY_9 = Notice.Kind.EFFECT_REMINDER_DAY_7, Notice.Kind.EFFECT_REMINDER_DAY_9


def kinds() -> list[str]:
    return list(Notice.objects.order_by("created_at").values_list("kind", flat=True))


def test_nobody_is_reminded_before_day_seven(portrait: Portrait, clock: Clock) -> None:
    assert send_reminders(now=clock.move(days=7, seconds=-1)) == 0
    assert kinds() == []


def test_everybody_is_reminded_on_day_seven_and_on_day_nine_and_once_each(
    portrait: Portrait, clock: Clock
) -> None:
    assert send_reminders(now=clock.move(days=7)) == 1
    assert send_reminders(now=clock.move(hours=1)) == 0
    assert send_reminders(now=clock.move(days=2)) == 1
    assert send_reminders(now=clock.move(hours=1)) == 0

    assert kinds() == [DAY_7, DAY_9]
    assert set(Notice.objects.values_list("person", "cause")) == {
        (portrait.owner_id, str(portrait.pk))
    }


def test_each_reminder_has_its_proof_of_delivery(portrait: Portrait, clock: Clock) -> None:
    send_reminders(now=clock.move(days=7))

    delivery = NoticeDelivery.objects.get()
    assert (delivery.channel, delivery.state) == ("page", "delivered")
    assert delivery.delivered_at == clock()


def test_after_an_outage_of_three_days_the_last_reminder_alone_is_sent(
    portrait: Portrait, clock: Clock
) -> None:
    send_reminders(now=clock.move(days=9, hours=1))

    assert kinds() == [DAY_9]


def test_a_portrait_that_is_gone_reminds_nobody(portrait: Portrait, clock: Clock) -> None:
    delete_effect(portrait, now=clock())

    assert send_reminders(now=clock.move(days=7)) == 0


def test_a_reminder_goes_with_the_portrait_it_was_about(portrait: Portrait, clock: Clock) -> None:
    send_reminders(now=clock.move(days=9))
    purge_expired(now=clock.move(days=1), trigger="test")

    assert kinds() == []
