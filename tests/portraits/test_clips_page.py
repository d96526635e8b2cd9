"""The clips page before scripts run: who may use it, what is asked first, what is shown."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from portraits.services.choose_clip_look import clip_specs, parse_clip_options
from privacy.policies.consents import CONSENTS
from privacy.selectors import consent_rows
from privacy.services.beat_heartbeat import beat_heartbeat
from tests.factories import agree_to, give_clip
from tests.portraits.conftest import Clock

pytestmark = pytest.mark.django_db(databases=["default", "keys", "log"])


@pytest.fixture
def page(client: Client, sitter: User) -> Client:
    client.force_login(sitter)
    return client


def test_a_stranger_is_invited_and_shown_no_field(client: Client) -> None:
    answer = client.get("/clips/").content.decode()

    assert "Make an account" in answer
    assert 'type="file"' not in answer


@pytest.mark.promise("P-1", "P-5")
def test_two_questions_stand_before_the_first_clip_each_answered_by_itself(
    page: Client, sitter: User
) -> None:
    for purpose in ("face_video", "media_import"):
        shown = page.get("/clips/").content.decode()
        assert f"/clips/consent/{purpose}/" in shown
        assert 'type="file"' not in shown
        version = CONSENTS[purpose].version
        given = {"text_version": version, "agree": "on", "attest": "on"}
        assert page.post(f"/clips/consent/{purpose}/", given).status_code == 302

    states = {row["purpose"]: row["state"] for row in consent_rows(sitter, "en")}
    assert states["face_video"] == states["media_import"] == "granted"
    assert states["face_cutout"] == "none"
    assert 'type="file"' in page.get("/clips/").content.decode()


def test_a_question_that_is_not_asked_here_is_not_answered_here(page: Client, sitter: User) -> None:
    given = {"text_version": "1", "agree": "on", "attest": "on"}

    assert page.post("/clips/consent/promotions/", given).status_code == 404
    states = {row["purpose"]: row["state"] for row in consent_rows(sitter, "en")}
    assert states["promotions"] == "none"


def test_who_ticks_nothing_is_asked_again(page: Client) -> None:
    answer = page.post("/clips/consent/face_video/", {"text_version": "1"})

    assert answer.status_code == 200
    assert "Before your first clip" in answer.content.decode()


def test_the_choices_on_the_page_are_those_that_a_clip_takes(
    page: Client, sitter: User, clock: Clock
) -> None:
    agree_to(sitter, "face_video", "media_import", now=clock())
    answer = page.get("/clips/").content.decode()

    form = re.search(r"<form[^>]*data-choices.*?</form>", answer, re.DOTALL)
    assert form
    named = re.findall(r"<input[^>]* name=\"(\w+)\"[^>]* value=\"([\w-]*)\"", form[0])
    # Which panel is open is no part of the look.
    offered = [(name, value) for name, value in named if name != "kind"]
    others = {"start_ms", "end_ms", "sound", "mark"}
    assert {name for name, _ in offered} == {spec.name for spec in clip_specs()} - others
    for name, value in offered:
        parse_clip_options({name: value})


def test_clips_that_are_there_already_stand_on_the_page(
    page: Client, sitter: User, clock: Clock
) -> None:
    agree_to(sitter, "face_video", "media_import", now=clock())
    clip = give_clip(sitter, now=clock())

    shown = page.get("/clips/").content.decode()

    assert f"/api/v1/clips/{clip.pk}/image/" in shown
    assert f"/clips/{clip.pk}/share/" in shown


def test_who_comes_while_clips_are_late_is_told_and_can_send_one_all_the_same(
    page: Client, sitter: User
) -> None:
    agree_to(sitter, "face_video", "media_import", now=timezone.now())
    late = page.get("/clips/").content.decode()
    beat_heartbeat("clips", now=timezone.now())
    on_time = page.get("/clips/").content.decode()

    assert "longer than usual" in late
    assert "longer than usual" not in on_time
    assert 'type="file"' in late
