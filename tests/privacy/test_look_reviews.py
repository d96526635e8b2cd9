"""What the person reads of looks, and what colleagues make of them: alerts, reviews, the audit."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import User
from privacy.models import AccessAlert, AccessReview, Notice, StaffLook
from privacy.registry.roles import Role
from privacy.selectors.access_log import access_log_of, latest_looks, look_in_words
from privacy.selectors.look_volumes import MOST_LOOKS, Period, week_of
from privacy.services.access.open_reviews import open_reviews
from privacy.services.access.sign_review import sign_review
from privacy.services.log_staff_access import Purpose, log_staff_access
from privacy.services.transitions import staff_actor
from tests.sessions import sign_in, sign_in_with_factor
from tests.staff import make_staff, refusal_of

ANSWER = Purpose("answer", "ticket 1")
WEEK = timedelta(days=7)

MakePerson = Callable[[str], User]


# --- what the person reads


def test_a_look_that_an_order_withholds_appears_on_its_day(
    alice: User, agent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    until = now.date() + timedelta(days=30)
    sealed = Purpose("order", f"disclosure {uuid4()}", withheld_until=until)
    log_staff_access(
        agent, subject=alice, model="accounts.User", key="email", purpose=sealed, now=now
    )

    assert latest_looks(alice) == []
    page = sign_in(Client(), alice).get("/settings/my-data/").content.decode()
    assert "Nobody of the staff has looked at your data." in page
    monkeypatch.setattr("privacy.selectors.access_log.today_there", lambda _now: until)
    (look,) = latest_looks(alice)
    assert look.reason == "to follow an order by law"


def test_she_turns_the_pages_of_many_looks(client: Client, alice: User, agent: User) -> None:
    now = timezone.now()
    for number in range(51):
        log_staff_access(
            agent, subject=alice, model="accounts.User", key=str(number), purpose=ANSWER, now=now
        )
    sign_in(client, alice)

    first = client.get("/settings/my-data/looks/")
    second = client.get("/settings/my-data/looks/", {"before": first.context["older"]})

    assert [len(one.context["looks"]) for one in (first, second)] == [50, 1]
    assert second.context["older"] is None
    for odd in ("x", "9" * 40, "-1"):
        assert client.get("/settings/my-data/looks/", {"before": odd}).status_code == 200


# --- volumes and reviews


def look_often(staff: User, person: User, times: int, now: datetime) -> None:
    for _ in range(times):
        log_staff_access(
            staff, subject=person, model="accounts.User", key="x", purpose=ANSWER, now=now
        )


@pytest.mark.promise("G-8")
def test_unusually_many_looks_are_told_once_and_to_others(
    alice: User, agent: User, guard: User
) -> None:
    noon = datetime(2026, 11, 3, 12, tzinfo=UTC)

    look_often(agent, alice, MOST_LOOKS[Period.HOUR], noon)
    assert not AccessAlert.objects.exists()
    look_often(agent, alice, 2, noon)

    alert = AccessAlert.objects.get()
    assert (alert.by, alert.period, alert.starts_at) == (f"person {agent.pk}", "hour", noon)
    assert [one.person for one in Notice.objects.filter(kind="access_volume")] == [guard]


@pytest.mark.promise("G-5")
def test_a_week_of_looks_is_signed_by_somebody_else(
    alice: User, agent: User, guard: User, make_person: MakePerson
) -> None:
    other = make_staff(make_person("other"), Role.SECURITY)
    now = datetime(2026, 11, 3, 12, tzinfo=UTC)
    look_often(agent, alice, 2, now)
    look_often(guard, alice, 1, now)

    assert open_reviews(now=now + WEEK) == 2
    assert open_reviews(now=now + WEEK) == 0

    review = AccessReview.objects.get(reviewed=f"person {guard.pk}")
    assert (review.week, review.looks, review.cases) == (week_of(now), 1, 1)

    def sign(who: User) -> None:
        sign_review(review, outcome="usual", by=staff_actor(who), now=now + WEEK)

    assert refusal_of(lambda: sign(guard)) == "second_person_needed"
    assert refusal_of(lambda: sign(agent)) == "permission_denied"
    sign(other)
    assert (review.state, review.signed_by) == ("signed", f"person {other.pk}")
    told = Notice.objects.filter(kind="access_review")
    assert {one.person for one in told} == {guard, other}


@pytest.mark.promise("G-5")
def test_the_reviewer_sees_the_cases_and_signs_on_the_page(
    client: Client, alice: User, agent: User, guard: User
) -> None:
    now = timezone.now()
    look_often(agent, alice, 3, now - WEEK)
    open_reviews(now=now)
    review, desk = AccessReview.objects.get(), sign_in_with_factor(client, guard)
    address = f"/admin/privacy/accessreview/{review.pk}/"

    assert "ticket 1 × 3" in desk.get(f"{address}change/").content.decode()
    found = desk.get("/admin/privacy/stafflook/", {"q": f"person {agent.pk}"})
    assert len(found.context["cl"].result_list) == 3
    desk.post(f"{address}step/sign/", {"sign-outcome": "usual"})

    review.refresh_from_db()
    assert review.signed_by == f"person {guard.pk}"


def test_a_look_is_written_down_or_nothing_is(alice: User, agent: User) -> None:
    """The row that is counted and the entry that proves it come together."""
    now = timezone.now()
    log_staff_access(agent, subject=alice, model="accounts.User", key="x", purpose=ANSWER, now=now)

    (entry,) = access_log_of(alice)
    assert StaffLook.objects.get().entry == entry.sequence
    assert look_in_words(entry).reason == "to answer your request"


@pytest.mark.promise("C-7")
def test_the_yearly_audit_counts_the_looks_at_minors_and_names_none(
    alice: User, agent: User
) -> None:
    now = datetime(2026, 11, 3, 12, tzinfo=UTC)
    look_often(agent, alice, 1, now)
    User.objects.filter(pk=alice.pk).update(age_band="child")
    alice.refresh_from_db()
    look_often(agent, alice, 2, now)

    said = StringIO()
    call_command("audit_minors", 2026, stdout=said)
    audit = json.loads(said.getvalue())

    assert (audit["looks"], audit["looks_without_leave"]) == (2, 2)
    assert audit["looks_by_staff"] == {f"person {agent.pk}": 2}
    assert alice.email not in said.getvalue()
