"""A child asks, a guardian decides: by a letter, on a page of their own, at any time."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import GuardianLink, User
from accounts.services.erase_child import erase_unanswered
from accounts.services.register_user import register_user
from privacy.models import ConsentState, LedgerEntry, Notice
from privacy.registry import declaration_of
from privacy.services.decide_consent import grant_consent
from privacy.services.purge_expired import purge_expired
from tests.conftest import PASSWORD
from tests.sessions import sign_in

GUARDIAN = "parent@example.org"
YES = {"is_guardian": "on", "has_read": "on", "policy_version": "1"}


@pytest.fixture
def make_minor(policy: str, django_capture_on_commit_callbacks: Any) -> Callable[[int, str], User]:
    def make(age: int, name: str) -> User:
        today = timezone.now().date()
        with django_capture_on_commit_callbacks(execute=True):
            return register_user(
                email=f"{name}@example.org",
                password=PASSWORD,
                birth_date=date(today.year - age - 1, 12, 31),
                guardian_email=GUARDIAN,
                accept_policy=policy,
                locale="en",
                now=timezone.now(),
                address_hash=name,
            )

    return make


@pytest.fixture
def child(make_minor: Callable[[int, str], User]) -> User:
    return make_minor(11, "carl")


@pytest.fixture
def page(child: User) -> str:
    """The address in the guardian's letter."""
    found = re.search(r"/guardian/\S+/", str(mail.outbox[-1].body))
    assert found is not None
    return found[0]


@pytest.mark.promise("C-5")
def test_the_guardian_gets_a_letter_with_a_page_of_their_own(child: User, page: str) -> None:
    letter = mail.outbox[-1]

    assert letter.to == [GUARDIAN]
    assert page.split("/")[2] not in str(list(GuardianLink.objects.values()))


def test_opening_the_page_decides_nothing(client: Client, child: User, page: str) -> None:
    answer = client.get(page)

    assert answer.status_code == 200
    assert "carl@example.org" in answer.content.decode()
    assert 'id="clause-F-6"' in answer.content.decode()
    child.refresh_from_db()
    assert child.has_guardian_pending


@pytest.mark.promise("C-4")
def test_a_yes_opens_the_account_and_is_recorded(client: Client, child: User, page: str) -> None:
    client.post(f"{page}agree/", YES)

    child.refresh_from_db()
    assert child.state == User.State.ACTIVE
    entry = LedgerEntry.objects.get(stream="guardian")
    assert '"decision":"agreed"' in entry.payload
    assert '"version":"1"' in entry.payload


@pytest.mark.parametrize("missing", sorted(YES))
def test_half_a_yes_is_none(client: Client, child: User, page: str, missing: str) -> None:
    answers = {name: value for name, value in YES.items() if name != missing}

    assert client.post(f"{page}agree/", answers).status_code == 200

    child.refresh_from_db()
    assert child.has_guardian_pending


def test_a_yes_to_another_version_is_none(client: Client, child: User, page: str) -> None:
    answer = client.post(f"{page}agree/", YES | {"policy_version": "0"})

    assert "has changed since you read it" in answer.content.decode()
    child.refresh_from_db()
    assert child.has_guardian_pending


@pytest.mark.promise("C-5")
def test_a_no_erases_everything_at_once(client: Client, child: User, page: str) -> None:
    answer = client.post(f"{page}refuse/")

    assert "erased" in answer.content.decode()
    assert not User.objects.filter(email="carl@example.org").exists()
    assert not GuardianLink.objects.exists()
    assert client.get(page).status_code == 404


@pytest.mark.promise("C-5")
@pytest.mark.parametrize(("days", "is_left"), [(6, True), (7, False)])
def test_seven_days_of_silence_erase_everything(child: User, days: int, *, is_left: bool) -> None:
    later = timezone.now() + timedelta(days=days, seconds=1)

    purge_expired(now=later, trigger="test")

    assert User.objects.filter(pk=child.pk).exists() == is_left


def test_silence_is_counted_from_the_letter_and_purged_by_the_register() -> None:
    declaration = declaration_of("accounts.GuardianLink")

    assert declaration is not None
    (clock,) = declaration.clocks
    assert (clock.anchor, clock.after, clock.purge) == (
        "invited_at",
        timedelta(days=7),
        erase_unanswered,
    )


def test_a_withdrawn_yes_stops_what_rested_on_it(client: Client, child: User, page: str) -> None:
    client.post(f"{page}agree/", YES)
    grant_consent(
        child, "face_portrait", text_version="1", locale="en", now=timezone.now(), method="test"
    )

    client.post(f"{page}withdraw/")

    child.refresh_from_db()
    assert child.has_guardian_pending
    assert ConsentState.objects.get(person=child).state == "withdrawn"
    assert client.get(page).status_code == 200
    client.post(f"{page}agree/", YES)
    child.refresh_from_db()
    assert child.state == User.State.ACTIVE


def test_a_withdrawn_yes_erases_nothing_by_itself(client: Client, child: User, page: str) -> None:
    client.post(f"{page}agree/", YES)
    client.post(f"{page}withdraw/")

    purge_expired(now=timezone.now() + timedelta(days=8), trigger="test")

    assert User.objects.filter(pk=child.pk).exists()


def test_the_guardian_sees_what_is_held_and_cancels(client: Client, child: User, page: str) -> None:
    client.post(f"{page}agree/", YES)

    assert "Your account" in client.get(page).content.decode()
    client.post(f"{page}cancel/")
    assert User.objects.filter(pk=child.pk).exists()
    client.post(f"{page}cancel/", {"confirm": "on"})

    assert not User.objects.filter(pk=child.pk).exists()


def test_after_a_yes_it_can_only_be_withdrawn_not_refused(
    client: Client, child: User, page: str
) -> None:
    client.post(f"{page}agree/", YES)

    assert client.post(f"{page}refuse/").status_code == 404
    assert User.objects.filter(pk=child.pk).exists()


@pytest.mark.promise("C-2")
def test_minors_are_advised_and_share_nothing_at_first(
    client: Client, make_minor: Callable[[int, str], User]
) -> None:
    teen = make_minor(15, "tina")

    assert teen.state == User.State.ACTIVE
    assert not teen.is_sharing_on
    assert Notice.objects.get(person=teen).kind == Notice.Kind.ADVICE_FOR_MINORS
    sign_in(client, teen)
    assert "You are under 18" in client.get("/settings/notifications/").content.decode()
    assert Notice.objects.get(person=teen).deliveries.get().state == "delivered"


def test_a_teen_switches_sharing_on_and_a_child_leaves_it_to_the_guardian(
    client: Client, make_minor: Callable[[int, str], User], child: User, page: str
) -> None:
    teen = make_minor(15, "tina")
    for person in (teen, child):
        sign_in(client, person)
        client.post("/settings/privacy-choices/sharing/", {"sharing": "on"})
        person.refresh_from_db()

    assert teen.is_sharing_on
    assert not child.is_sharing_on
    client.post(f"{page}sharing/", {"sharing": "on"})
    child.refresh_from_db()
    assert child.is_sharing_on


@pytest.mark.promise("C-3")
def test_the_short_policy_stands_before_the_yes(client: Client, policy: str) -> None:
    form = client.get("/accounts/signup/").content.decode()

    assert form.index("data-minor") < form.index('name="accept_policy"')
    assert "Read this first, with a parent or guardian" in form


def test_a_letter_sent_again_ends_the_older_link(client: Client, child: User, page: str) -> None:
    from accounts.tasks import invite_guardian

    invite_guardian(link_id=str(child.guardian_links.get().pk))

    assert client.get(page).status_code == 404
    newer = re.search(r"/guardian/\S+/", str(mail.outbox[-1].body))
    assert newer is not None
    assert client.get(newer[0]).status_code == 200
