"""A made-up person goes through the site every day; what they leave behind is found."""

import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.models import User
from portrait_site import tasks
from portrait_site.canary import walk as walk_module
from portrait_site.canary.look import FACE, NAME, look_for
from portrait_site.canary.person import address_of, photo_of
from portrait_site.canary.walk import walk
from portraits.models import Portrait, Template
from portraits.services.end_effect import delete_effect
from portraits.services.sweep_jobs import sweep
from privacy.models import CanaryRun, ConsentState, Erasure, LedgerEntry, Receipt
from privacy.services.append_ledger import append_ledger, ledger_faults
from privacy.services.name_subject import name_subject
from tests.conftest import PASSWORD

Step = CanaryRun.Step
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tests of others write into the common one."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def step(
    policy: str, template: Template, decoder: None, django_capture_on_commit_callbacks: Any
) -> Callable[[datetime], int]:
    """One walk, and what follows its commits."""

    def take(now: datetime) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return walk(now=now)

    return take


def run_of(kind: CanaryRun.Kind) -> CanaryRun:
    return CanaryRun.objects.filter(kind=kind).earliest("started_at")


def leaver() -> CanaryRun:
    return run_of(CanaryRun.Kind.LEAVES)


def stayer() -> CanaryRun:
    return run_of(CanaryRun.Kind.STAYS)


@pytest.mark.promise("F-6", "F-12", "F-14", "M-8", "M-12")
@pytest.mark.parametrize("parity", [0, 1])
def test_one_leaves_on_the_same_day_and_nothing_is_left(
    step: Callable[[datetime], int], parity: int
) -> None:
    now = timezone.now()
    now += DAY * ((now.toordinal() + parity) % 2)

    assert step(now) == 2
    portrait = Portrait.objects.get(pk=leaver().portrait)
    assert portrait.status == "ready"
    person = leaver().person
    step(now + timedelta(minutes=1))
    assert leaver().step == Step.CANCELLING
    step(now + timedelta(minutes=30))

    run = leaver()
    assert (run.step, run.findings, run.person) == (Step.DONE, [], None)
    assert run.finished_at is not None
    assert Erasure.objects.get(pk=run.erasure).verified_at is not None
    assert not User.objects.filter(pk=person.pk).exists()
    reasons = {one.reason for one in Receipt.objects.all()}
    assert {"rendered", "deleted"} <= reasons
    assert LedgerEntry.objects.filter(stream="canary").count() >= 4
    assert list(ledger_faults()) == []


@pytest.mark.promise("F-8")
def test_the_other_keeps_the_portrait_for_ten_days_and_it_ends_by_itself(
    step: Callable[[datetime], int],
) -> None:
    now = timezone.now()
    step(now)
    step(now + timedelta(minutes=1))
    assert stayer().step == Step.KEEPING
    ends_at = Portrait.objects.get(pk=stayer().portrait).expires_at

    step(ends_at - timedelta(seconds=1))
    assert stayer().step == Step.KEEPING

    sweep(ends_at)
    step(ends_at + timedelta(seconds=15))
    step(ends_at + timedelta(minutes=30))
    run = stayer()
    assert (run.step, run.findings) == (Step.DONE, [])
    assert not Portrait.objects.filter(pk=run.portrait).exists()


def found(run: CanaryRun) -> set[tuple[str, str]]:
    return {(one["where"], one["what"]) for one in run.findings}


@pytest.mark.promise("F-8")
def test_a_portrait_that_ends_too_early_is_a_finding(step: Callable[[datetime], int]) -> None:
    now = timezone.now()
    step(now)
    step(now + timedelta(minutes=1))
    delete_effect(Portrait.objects.get(pk=stayer().portrait), now=now)

    step(now + DAY)

    assert found(stayer()) == {("portrait", "early")}
    assert stayer().step in (Step.CANCELLING, Step.DONE)


@pytest.mark.promise("F-8")
def test_a_portrait_that_nobody_purged_is_a_finding(step: Callable[[datetime], int]) -> None:
    now = timezone.now()
    step(now)
    step(now + timedelta(minutes=1))

    step(now + timedelta(days=10, hours=2))

    assert found(stayer()) == {("portrait", "kept")}


@pytest.mark.promise("F-6")
def test_a_photo_that_stays_after_the_portrait_is_a_finding(
    step: Callable[[datetime], int],
) -> None:
    now = timezone.now()
    step(now)
    Portrait.objects.filter(pk=stayer().portrait).update(upload_deleted_at=None)

    step(now + timedelta(minutes=2))

    assert found(stayer()) == {("photo", "kept")}


@pytest.mark.promise("F-7")
def test_a_portrait_that_never_comes_is_a_finding_and_the_canary_goes_home(
    step: Callable[[datetime], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portraits.services.submit_photo.send_job", lambda *_a, **_k: True)
    now = timezone.now()
    step(now)

    step(now + timedelta(minutes=21))

    assert found(stayer()) == {("portrait", "late")}
    assert stayer().step == Step.CANCELLING


def test_without_a_template_the_walk_says_so_and_leaves_no_account(
    policy: str, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        walk(now=timezone.now())

    assert found(leaver()) == {("walk", "unknown_template")}
    assert not User.objects.exists()


@pytest.mark.promise("M-8")
def test_an_account_that_is_not_erased_is_a_finding(
    step: Callable[[datetime], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    step(now)
    monkeypatch.setattr("accounts.services.cancel_account._send_rest", lambda _erasure: None)
    step(now + timedelta(minutes=1))

    step(now + timedelta(hours=2))

    assert found(leaver()) == {("account", "kept")}


# --- the look


@pytest.fixture
def made_up(db: None) -> CanaryRun:
    now = timezone.now()
    return CanaryRun.objects.create(
        kind="stays", day=now.date(), step=Step.KEEPING, started_at=now, step_at=now
    )


@pytest.mark.promise("F-12", "F-14")
@pytest.mark.parametrize("place", ["tmp", "run", "store", "mail", "outside"])
def test_a_piece_of_the_photo_is_found_in_every_folder(
    made_up: CanaryRun, place: str, own_temporary_folder: Path
) -> None:
    photo = photo_of(made_up)
    folder = own_temporary_folder if place == "outside" else Path(settings.DATA_DIR) / place
    leak = folder / "leak"
    leak.write_bytes(b"something else" * 100 + photo[5000:7000])
    try:
        seen = list(look_for(made_up, FACE, (photo,), now=timezone.now()))
    finally:
        leak.unlink()

    assert seen == [("tmp" if place == "outside" else place, FACE)]
    assert list(look_for(made_up, FACE, (photo,), now=timezone.now())) == []


@pytest.mark.promise("F-12")
def test_an_address_or_a_pseudonym_left_in_a_table_is_found(
    made_up: CanaryRun, alice: User
) -> None:
    now = timezone.now()
    pseudonym = name_subject(alice, now=now)
    append_ledger("canary", {"run": str(made_up.pk)}, subject=pseudonym, now=now)
    assert list(look_for(made_up, NAME, (), now=now)) == [("tables", "pseudonym")]

    alice.pseudonym.delete()  # type: ignore[attr-defined]
    assert list(look_for(made_up, NAME, (), now=now)) == []

    User.objects.filter(pk=alice.pk).update(email=address_of(made_up))
    assert ("tables", "address") in look_for(made_up, NAME, (), now=now)


def test_every_canary_has_a_photo_of_its_own_that_can_be_painted_again(made_up: CanaryRun) -> None:
    now = timezone.now()
    other = CanaryRun.objects.create(
        kind="leaves", day=now.date(), step=Step.KEEPING, started_at=now, step_at=now
    )

    assert photo_of(made_up) == photo_of(made_up)
    assert photo_of(made_up)[4000:] != photo_of(other)[4000:]
    assert address_of(made_up) != address_of(other)


# --- nobody from outside


def test_nobody_can_sign_in_as_a_canary(step: Callable[[datetime], int], client: Client) -> None:
    step(timezone.now())
    person = leaver().person
    assert not person.has_usable_password()

    for password in (PASSWORD, "", "!"):
        client.post("/accounts/login/", {"login": person.email, "password": password})
        assert "_auth_user_id" not in client.session


def test_a_canary_is_written_to_by_nobody(
    step: Callable[[datetime], int], mailoutbox: list[object]
) -> None:
    now = timezone.now()
    step(now)
    step(now + timedelta(minutes=1))

    assert mailoutbox == []
    assert ConsentState.objects.count() <= 2


def test_the_command_tells_what_was_found(
    step: Callable[[datetime], int], monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    step(timezone.now())
    monkeypatch.setattr("portrait_site.management.commands.run_canary.walk", lambda now: 0)
    call_command("run_canary")
    assert "nothing found" in capsys.readouterr().out

    CanaryRun.objects.update(findings=[{"where": "tmp", "what": "face"}])
    with pytest.raises(CommandError, match="2 findings"):
        call_command("run_canary")


def test_the_daily_task_follows_until_nothing_moves(
    policy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[str, int]] = []
    left = iter([2, 1, 0])
    monkeypatch.setattr(tasks, "walk", lambda now: next(left))
    monkeypatch.setattr(tasks, "send_task", lambda name, after_s: sent.append((name, after_s)))

    for _call in range(3):
        tasks.send_canaries()

    assert sent == [("portrait_site.canary", 60)] * 2
    assert walk_module.FOLLOWED_FOR <= DAY
