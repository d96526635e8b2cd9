"""A policy changes only with two people, with notice before effect, and with a new yes."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from privacy.models import Notice, PolicyAcceptance, PolicyVersion
from privacy.models.refusal import Refused
from privacy.policies.comparison import Reason, compare_policies
from privacy.policies.source import read_text
from privacy.promises import POLICY_NOTICE
from privacy.selectors import current_policy, has_accepted_current_policy
from privacy.services.accept_policy import accept_policy
from privacy.services.publish_policy import (
    announce_policy,
    approve_policy,
    draft_policy,
    people_without_notice,
    put_in_force,
)

LOCALES = ("en", "zh-hans")


def text(locale: str) -> str:
    """The shipped text with its figures."""
    return read_text("1", "", locale)


def plant(version: str, *, change: Any = None, author: str = "person 1") -> list[PolicyVersion]:
    """A draft in both languages, made of the shipped text."""
    drafts = []
    for locale in LOCALES:
        draft = draft_policy(
            version=version, locale=locale, template="# x", author=author, now=timezone.now()
        )
        draft.text = change(text(locale)) if change else text(locale)
        draft.save()
        drafts.append(draft)
    return drafts


def reword(source: str) -> str:
    """Another word in a clause of section 10, where nothing is promised that it changes."""
    return source.replace("{Q-2} ", "{Q-2} Indeed, ")


def lose_a_right(source: str) -> str:
    return "\n".join(line for line in source.split("\n") if "{M-4}" not in line)


def publish(version: str, change: Any) -> None:
    now = timezone.now()
    plant(version, change=change)
    approve_policy(version, approver="person 2", now=now)
    announce_policy(version, effective_at=now + POLICY_NOTICE, now=now)
    assert put_in_force(now=now + POLICY_NOTICE) == [version]


@pytest.mark.promise("V-3")
def test_a_lost_right_another_number_and_other_words_about_faces_are_substantial() -> None:
    before = text("en")

    lost = compare_policies(before, lose_a_right(before))
    number = compare_policies(before, before.replace("10 working days", "20 working days"))
    face = compare_policies(before, before.replace("{F-5} Nobody.", "{F-5} A partner."))
    wording = compare_policies(before, reword(before))

    assert lost.reasons == (Reason.LOST_RIGHT,)
    assert Reason.OTHER_FIGURE in number.reasons
    assert face.is_material
    assert [clause.key for clause in wording.clauses] == ["Q-2"]
    assert not wording.is_material


def test_the_difference_is_shown_in_words_in_both_languages() -> None:
    change = compare_policies(text("zh-hans"), reword(text("zh-hans")))

    kinds = {kind for clause in change.clauses for kind, _words in clause.words}

    assert kinds == {"same", "new"}


@pytest.mark.promise("V-1")
def test_nobody_approves_a_text_of_their_own(policy: str) -> None:
    plant("2", author="person 7")

    with pytest.raises(Refused) as refused:
        approve_policy("2", approver="person 7", now=timezone.now())

    assert refused.value.code == "policy_own_draft"


@pytest.mark.promise("I-2")
def test_a_version_without_one_language_is_not_approved(policy: str) -> None:
    plant("2")[0].delete()

    with pytest.raises(Refused) as refused:
        approve_policy("2", approver="person 2", now=timezone.now())

    assert refused.value.code == "policy_incomplete"


@pytest.mark.promise("V-2")
def test_a_substantial_change_cannot_take_effect_before_seven_days(policy: str) -> None:
    now = timezone.now()
    plant("2", change=lose_a_right)
    approve_policy("2", approver="person 2", now=now)

    with pytest.raises(Refused) as refused:
        announce_policy("2", effective_at=now + POLICY_NOTICE - timedelta(minutes=1), now=now)

    assert refused.value.code == "policy_too_soon"


@pytest.mark.promise("V-2")
def test_everybody_is_told_before_the_day_of_effect_and_newcomers_too(
    alice: User, make_person: Any
) -> None:
    now = timezone.now()
    plant("2", change=lose_a_right)
    approve_policy("2", approver="person 2", now=now)
    announce_policy("2", effective_at=now + POLICY_NOTICE, now=now)
    told = Notice.objects.filter(person=alice, kind=Notice.Kind.POLICY_CHANGE).count()
    make_person("carol")

    too_early = put_in_force(now=now + POLICY_NOTICE - timedelta(seconds=1))
    on_the_day = put_in_force(now=now + POLICY_NOTICE)

    assert (told, too_early, on_the_day) == (1, [], ["2"])
    assert not people_without_notice("2").exists()
    assert current_policy("en").version == "2"


def test_after_a_substantial_change_everybody_is_asked_again(alice: User) -> None:
    publish("2", lose_a_right)
    asked_again = not has_accepted_current_policy(alice)

    accept_policy(alice, "2", locale="en", now=timezone.now(), method="test")

    assert asked_again
    assert has_accepted_current_policy(alice)


def test_another_wording_asks_nobody_again(alice: User) -> None:
    publish("2", reword)

    assert current_policy("en").version == "2"
    assert has_accepted_current_policy(alice)
    assert not Notice.objects.filter(kind=Notice.Kind.POLICY_CHANGE).exists()


@pytest.mark.promise("V-1")
def test_the_database_refuses_to_change_an_approved_text(policy: str) -> None:
    row = PolicyVersion.objects.filter(version="1").first()
    assert row is not None

    with pytest.raises(DatabaseError), transaction.atomic():
        PolicyVersion.objects.filter(pk=row.pk).update(text="other words", sha256="0")


@pytest.fixture
def browser(alice: User, client: Client) -> Client:
    client.force_login(alice)
    return client


@pytest.mark.promise("V-3")
def test_the_page_shows_what_changed_and_takes_a_yes(browser: Client, alice: User) -> None:
    publish("2", lose_a_right)

    page = browser.get(reverse("policy-accept"))
    browser.post(reverse("policy-accept"), {"decision": "agree", "version": "2"})

    assert b"a right is gone" in page.content
    assert has_accepted_current_policy(alice)


@pytest.mark.promise("I-4")
def test_declining_records_nothing_and_shows_the_ways_out(browser: Client, alice: User) -> None:
    publish("2", lose_a_right)
    before = PolicyAcceptance.objects.count()

    page = browser.post(reverse("policy-accept"), {"decision": "decline", "version": "2"})

    assert reverse("settings-cancel").encode() in page.content
    assert reverse("settings-my-data").encode() in page.content
    assert PolicyAcceptance.objects.count() == before


def test_an_announced_version_and_its_changes_are_public(client: Client, policy: str) -> None:
    now = timezone.now()
    plant("2", change=lose_a_right)
    approve_policy("2", approver="person 2", now=now)
    hidden = client.get(reverse("policy-changes", args=["2"]))
    announce_policy("2", effective_at=now + POLICY_NOTICE, now=now)

    shown = client.get(reverse("policy-changes", args=["2"]))
    announced = client.get(reverse("policy"))

    assert (hidden.status_code, shown.status_code) == (404, 200)
    assert b"Version 2 takes effect" in announced.content
