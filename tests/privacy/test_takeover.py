"""The service in other hands: everybody is told by whom, and asked again if need be."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from privacy.models import ControllerTransfer, Notice
from privacy.models.refusal import Refused
from privacy.services.accept_policy import accept_policy
from privacy.services.transfers.take_over import (
    announce_takeover,
    cancel_takeover,
    complete_takeover,
    plan_takeover,
)
from privacy.services.transitions import Actor
from tests.conftest import ApiAs
from tests.photos import photo
from tests.sharing import APPROVER, OFFICER

WEEK = timedelta(days=7)
BOTH = Actor("person 1", OFFICER.rights | APPROVER.rights)


def plan(*, is_bound: bool, ago: timedelta = timedelta(0)) -> ControllerTransfer:
    return plan_takeover(
        receiver="Next House",
        contact="next@example.org",
        is_bound=is_bound,
        by=OFFICER,
        now=timezone.now() - ago,
    )


def take_over(*, is_bound: bool) -> None:
    """Told nine days ago, done now."""
    ago = WEEK + timedelta(days=2)
    transfer = plan(is_bound=is_bound, ago=ago)
    announce_takeover(transfer, by=APPROVER, now=timezone.now() - ago)
    complete_takeover(transfer, by=OFFICER, now=timezone.now())


@pytest.mark.promise("T-1")
def test_everybody_is_told_a_week_before_and_newcomers_before_it_is_done(
    alice: User, make_person: Callable[[str], User]
) -> None:
    now, transfer = timezone.now(), plan(is_bound=True)
    with pytest.raises(Refused) as no:
        complete_takeover(transfer, by=OFFICER, now=now)
    assert no.value.code == "record_state"

    announce_takeover(transfer, by=APPROVER, now=now)
    notice = Notice.objects.get(person=alice, kind="controller_transfer")
    assert "Next House" in notice.words
    assert "next@example.org" in notice.words
    with pytest.raises(Refused) as no:
        complete_takeover(transfer, by=OFFICER, now=now + WEEK - timedelta(seconds=1))
    assert no.value.code == "takeover_not_told"

    newcomer = make_person("carol")
    complete_takeover(transfer, by=OFFICER, now=now + WEEK)
    assert Notice.objects.filter(person=newcomer, kind="controller_transfer").exists()
    with pytest.raises(Refused):
        cancel_takeover(transfer, by=OFFICER, now=now + WEEK)


@pytest.mark.promise("T-1")
def test_nobody_announces_their_own_plan(db: None) -> None:
    with pytest.raises(Refused) as no:
        announce_takeover(plan(is_bound=True), by=BOTH, now=timezone.now())
    assert no.value.code == "second_person_needed"


@pytest.mark.promise("T-2")
@pytest.mark.parametrize(("is_bound", "code"), [(False, "policy_outdated"), (True, None)])
def test_a_receiver_that_is_not_bound_stops_all_work_until_each_person_agrees_again(
    sitter: User, api_as: ApiAs, is_bound: bool, code: str | None
) -> None:
    take_over(is_bound=is_bound)
    first = submit(sitter, api_as)
    assert json.loads(first.content).get("code") == code
    assert first.status_code == (403 if code else 202)

    accept_policy(sitter, "1", locale="en", now=timezone.now(), method="test")
    assert submit(sitter, api_as).status_code == 202


def submit(person: User, api_as: ApiAs) -> Any:
    body = {"photo": SimpleUploadedFile("x.jpg", photo()), "template": "plain"}
    return api_as(person).post("/api/v1/portraits/", body, format="multipart")
