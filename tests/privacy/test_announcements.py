"""What everybody is told, offers that only some get, and what nobody can switch off."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone, translation

from accounts.models import User
from accounts.services import send_notices
from accounts.services.send_notices import LONGEST_WAIT, send_waiting_notices
from privacy.models import Announcement, Notice, NoticeDelivery
from privacy.selectors import has_consent
from privacy.selectors.announcements import NOTICE_GROUPS
from privacy.services.announcements.deliver_promotion import deliver_promotion
from privacy.services.announcements.publish_announcement import (
    approve_announcement,
    draft_announcement,
    end_past_announcements,
)
from privacy.services.announcements.unsubscribe import unsubscribe_path
from privacy.services.decide_consent import withdraw_consent
from tests.privacy.incident_people import (
    WRITER,
    agree_to_offers,
    announce,
    publish_one,
    refusal,
)
from tests.sessions import sign_in

DAY = timedelta(days=1)
PAGE = "/privacy/announcements/"
TITLE = "We work on the cellar"


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


# --- to everybody


@pytest.mark.promise("V-6", "M-18")
@pytest.mark.parametrize("kind", ["service", "termination"])
def test_an_announcement_stands_on_every_page_in_its_time_and_then_among_the_past(
    client: Client, policy: str, now: datetime, kind: str
) -> None:
    row = announce(now=now, kind=kind)
    assert TITLE in text_of(client, "/")
    assert "The site rests on Sunday." in text_of(client, PAGE)
    with translation.override("zh-hans"):
        assert row.title == "系统维护"

    Announcement.objects.update(starts_at=now - 2 * DAY, ends_at=now - DAY)
    assert TITLE not in text_of(client, "/")
    assert TITLE in text_of(client, PAGE)

    assert end_past_announcements(now=now) == 1
    row.refresh_from_db()
    assert row.state == "ended"
    assert TITLE in text_of(client, PAGE)


@pytest.mark.promise("V-6")
def test_before_its_time_nobody_sees_an_announcement(
    client: Client, policy: str, now: datetime
) -> None:
    row = announce(now=now, starts_at=now + DAY, ends_at=now + 2 * DAY)

    assert TITLE not in text_of(client, "/") + text_of(client, PAGE)
    assert client.get(f"{PAGE}{row.pk}/").status_code == 404


@pytest.mark.promise("V-6")
def test_an_announcement_needs_a_second_person(db: None, now: datetime) -> None:
    draft = draft_announcement(
        Announcement(
            kind="service",
            title_en="a",
            title_zh="b",
            text_en="c",
            text_zh="d",
            starts_at=now,
            ends_at=now + DAY,
        ),
        by=WRITER,
        now=now,
    )

    approve = partial(approve_announcement, draft, by=WRITER, now=now)
    assert refusal(approve) == "second_person_needed"
    for approver in ("", WRITER.name):
        with pytest.raises(IntegrityError), transaction.atomic():
            Announcement.objects.update(state="published", approved_by=approver)


@pytest.mark.promise("V-7", "M-18")
@pytest.mark.parametrize(
    "text",
    [
        "Everything 20 % off.",
        "Use the coupon CELLAR.",
        "限时优惠，欢迎选购。",
        "See https://shop.example/portraits for more.",
        "See //shop.example for more.",
        "Read /privacy/policy/?utm_source=banner now.",
    ],
)
def test_a_service_notice_with_an_offer_in_it_is_refused(
    db: None, now: datetime, text: str
) -> None:
    for kind in ("service", "policy", "termination"):
        write = partial(announce, now=now, kind=kind, text_en=text)
        assert refusal(write) == "promotion_in_service"
    assert not Announcement.objects.exists()

    assert announce(now=now, kind="promo", text_en=text).state == "published"


@pytest.mark.promise("V-7")
def test_a_service_notice_may_lead_to_our_own_pages(db: None, now: datetime, settings: Any) -> None:
    row = announce(now=now, text_en=f"Read {settings.SITE_ORIGIN}/privacy/policy/ in full.")

    assert row.state == "published"


# --- offers


@pytest.fixture
def offer(alice: User, bob: User, now: datetime, settings: Any) -> Announcement:
    """Sent to whoever agreed to offers: alice did, bob did not."""
    settings.HAS_MAIL = True
    agree_to_offers(alice, now=now)
    row = announce(now=now, kind="promo", title_en="New looks", text_en="Now with 20 % off.")
    deliver_promotion(row, now=now)
    return row


@pytest.mark.promise("V-7")
def test_an_offer_reaches_only_who_agreed_and_stands_on_no_public_page(
    offer: Announcement, client: Client, alice: User, bob: User
) -> None:
    assert {one.person for one in Notice.objects.all()} == {alice}
    page = f"{PAGE}{offer.pk}/"
    assert "New looks" not in text_of(client, PAGE) + text_of(client, "/")
    assert client.get(page).status_code == 404
    assert sign_in(Client(), bob).get(page).status_code == 404
    assert "Unsubscribe" in text_of(sign_in(client, alice), page)


@pytest.mark.promise("V-7")
def test_one_press_without_signing_in_ends_offers_for_good(
    offer: Announcement, alice: User, now: datetime
) -> None:
    send_waiting_notices(now=now)
    (letter,) = mail.outbox
    link = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in letter.body

    stranger = Client(enforce_csrf_checks=True)
    path = urlsplit(link).path
    assert "Unsubscribe" in text_of(stranger, path)
    assert has_consent(alice, "promotions")
    assert stranger.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert stranger.post(path).status_code == 200

    assert not has_consent(alice, "promotions")
    assert not Notice.objects.exists()
    deliver_promotion(announce(now=now, kind="promo"), now=now)
    assert not Notice.objects.exists()


@pytest.mark.promise("V-7")
def test_a_link_that_was_made_up_ends_nothing(alice: User, bob: User, now: datetime) -> None:
    agree_to_offers(alice, now=now)
    forged = unsubscribe_path(bob).replace(f"/{bob.pk}:", f"/{alice.pk}:")

    assert Client().post(forged).status_code == 404
    assert has_consent(alice, "promotions")


@pytest.mark.promise("V-7")
def test_who_withdraws_before_the_mail_goes_gets_none(
    offer: Announcement, alice: User, now: datetime
) -> None:
    withdraw_consent(alice, "promotions", locale="en", now=now, method="settings")

    assert send_waiting_notices(now=now) == 0
    assert mail.outbox == []


# --- mail


@pytest.fixture
def told(alice: User, now: datetime, settings: Any) -> Notice:
    settings.HAS_MAIL = True
    publish_one(now=now)
    return Notice.objects.get(kind=Notice.Kind.INCIDENT)


def state_of_mail() -> str:
    return NoticeDelivery.objects.get(channel="mail").state


@pytest.mark.promise("H-8")
def test_the_notice_of_an_incident_goes_by_mail_whole_and_once(
    told: Notice, alice: User, now: datetime
) -> None:
    User.objects.update(locale="zh-hans")

    assert [send_waiting_notices(now=now), send_waiting_notices(now=now)] == [1, 0]

    (letter,) = mail.outbox
    assert letter.to == [alice.email]
    assert "advice in zh-hans" in letter.body
    assert "contact in zh-hans" in letter.body
    assert f"/privacy/incidents/{told.cause}/" in letter.body
    assert state_of_mail() == "delivered"


@pytest.mark.promise("H-8")
def test_mail_waits_while_the_server_is_away_and_is_given_up_after_days(
    told: Notice, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_mail: object, **_options: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(send_notices, "send_text", away)
    assert send_waiting_notices(now=now) == 0
    assert state_of_mail() == "pending"

    send_waiting_notices(now=now + LONGEST_WAIT)
    assert state_of_mail() == "failed"


# --- in the pages


@pytest.mark.promise("H-8", "H-4")
def test_who_is_concerned_reads_the_notice_and_nobody_else_can(
    client: Client, alice: User, now: datetime, make_person: Any
) -> None:
    incident = publish_one(now=now)
    carol = make_person("carol")
    page = f"/privacy/incidents/{incident.pk}/"
    sign_in(client, alice)
    assert page in text_of(client, "/")

    text = text_of(client, page)

    assert all(f"{part} in en" in text for part in ("basics", "advice", "remedies", "contact"))
    delivery = NoticeDelivery.objects.get(notice__person=alice)
    assert delivery.state == NoticeDelivery.State.DELIVERED
    assert sign_in(Client(), carol).get(page).status_code == 404
    assert Client().get(page).status_code == 302


@pytest.mark.promise("V-7")
def test_settings_say_which_notices_can_be_switched_off(
    client: Client, alice: User, now: datetime
) -> None:
    sign_in(client, alice)
    switch = "/settings/privacy-choices/promotions/"
    page = text_of(client, "/settings/notifications/")
    owed = [group for group in NOTICE_GROUPS if not group.purpose]
    assert page.count("always on") == len(owed) > 0
    assert switch not in page

    agree_to_offers(alice, now=now)
    page = text_of(client, "/settings/notifications/")
    assert page.count(switch) == 1
    client.post(switch, {"decision": "withdraw"})
    assert not has_consent(alice, "promotions")
