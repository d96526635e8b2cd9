"""Somebody whom a portrait shows without their consent has it taken down, account or not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import User
from portraits.models import Portrait, ShareLink
from portraits.services.render_portrait import render_portrait
from portraits.services.share_effect import share_effect
from portraits.services.take_down_effect import effect_named
from privacy.models import Notice, Receipt, Ticket
from privacy.models.refusal import Refused
from privacy.services.move_ticket import DECIDE, WORK
from privacy.services.open_ticket import reference_of
from privacy.services.take_down import take_down
from privacy.services.transitions import Actor
from tests.factories import send_photo
from tests.privacy.desk_people import ask, make_agent, make_officer
from tests.sessions import sign_in_with_factor

AGENT = Actor("person 7", frozenset({WORK}))
OFFICER = Actor("person 8", frozenset({WORK, DECIDE}))


@pytest.fixture
def portrait(sitter: User) -> Portrait:
    now = timezone.now()
    job = send_photo(sitter, now=now)
    render_portrait(job.pk)
    job.refresh_from_db()
    assert job.status == Portrait.Status.READY
    return job


@pytest.fixture
def secret(portrait: Portrait) -> str:
    made = share_effect(portrait, is_warned=True, method="page", now=timezone.now())
    return made.secret


@pytest.mark.promise("U-6", "U-5")
def test_a_person_without_an_account_has_a_shared_portrait_taken_down(
    client: Client, portrait: Portrait, secret: str, make_person: Callable[[str], User]
) -> None:
    link = f"{settings.SITE_ORIGIN}/s/{secret}/"
    assert client.get(f"/s/{secret}/").status_code == 200
    words = {"kind": "misuse", "subject": "It is me", "body": "I never agreed.", "email": ""}
    client.post("/contact/", words | {"reference": link})
    ticket = Ticket.objects.get()
    assert reference_of(ticket) == link
    desk = sign_in_with_factor(Client(), make_officer(make_person("officer")))
    address = f"/admin/privacy/ticket/{ticket.pk}/"

    assert link in desk.get(f"{address}change/").content.decode()
    desk.post(f"{address}act/take_down/", {"reference": link})
    assert client.get(f"/s/{secret}/").status_code == 200
    desk.post(f"{address}act/take_down/", {"reference": link, "confirm": "on"})

    assert client.get(f"/s/{secret}/").status_code == 410
    portrait.refresh_from_db()
    assert portrait.status == Portrait.Status.DELETED
    assert not ShareLink.objects.filter(revoked_at=None).exists()
    assert Receipt.objects.filter(object_class="effect").exclude(document="").exists()
    assert ticket.timeline.get(act="take_down").detail == "2 taken down"
    told = Notice.objects.get(kind=Notice.Kind.PICTURE_TAKEN_DOWN)
    assert told.person == portrait.owner


@pytest.mark.parametrize(
    "shape", ["{}", "/s/{}", "see /s/{}/ please", "https://x.example/s/{}/image/"]
)
def test_a_link_is_recognised_however_it_is_pasted(
    secret: str, portrait: Portrait, shape: str
) -> None:
    assert effect_named(shape.format(secret)) == portrait


def test_a_portrait_is_recognised_by_its_page(portrait: Portrait) -> None:
    assert effect_named(f"/portraits/{portrait.pk}/") == portrait


@pytest.mark.parametrize("reference", ["", "nothing", "/s/short/", "x" * 300, "/s/" + "a" * 43])
def test_what_names_no_picture_takes_nothing_down(portrait: Portrait, reference: str) -> None:
    ticket = ask(None, now=timezone.now(), kind="misuse")

    with pytest.raises(Refused) as refused:
        take_down(ticket, reference, by=OFFICER, now=timezone.now())

    assert refused.value.code == "reference_unknown"
    portrait.refresh_from_db()
    assert portrait.status == Portrait.Status.READY


def test_an_agent_alone_takes_nothing_down(
    client: Client, portrait: Portrait, secret: str, staff: User
) -> None:
    ticket = ask(None, now=timezone.now(), kind="misuse")
    desk = sign_in_with_factor(client, make_agent(staff))
    sent: dict[str, Any] = {"reference": secret, "confirm": "on"}

    desk.post(f"/admin/privacy/ticket/{ticket.pk}/act/take_down/", sent)
    with pytest.raises(Refused):
        take_down(ticket, secret, by=AGENT, now=timezone.now())

    portrait.refresh_from_db()
    assert portrait.status == Portrait.Status.READY
    assert ShareLink.objects.filter(revoked_at=None).exists()
    assert not ticket.timeline.filter(act="take_down").exists()


def test_other_portraits_of_the_same_person_stay(
    sitter: User, portrait: Portrait, secret: str
) -> None:
    other = send_photo(sitter, now=timezone.now())
    ticket = ask(None, now=timezone.now(), kind="misuse")

    take_down(ticket, secret, by=OFFICER, now=timezone.now())

    other.refresh_from_db()
    assert other.status not in (Portrait.Status.DELETED, Portrait.Status.CANCELLED)
