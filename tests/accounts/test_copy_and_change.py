"""What happens to a copy when something changes while it is made, or while it waits."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.services.cancel_account import cancel_account, finish_cancellation
from portraits.models import Portrait, Template
from portraits.services.end_effect import delete_effect
from privacy import storage
from privacy.models import DataKey, Erasure, Export
from privacy.models.refusal import Refused
from privacy.services import build_export as building
from privacy.services.decide_consent import withdraw_consent
from privacy.services.erase_class import erase_class
from privacy.services.request_export import request_export, take_export
from tests.accounts.test_cancel_account import give_portrait, give_waiting_photo
from tests.accounts.test_export import make_copy

Meanwhile = Callable[[Callable[[], object]], None]


@pytest.fixture
def portrait(alice: User, template: Template) -> Portrait:
    return give_portrait(alice, template, timezone.now())


@pytest.fixture
def meanwhile(alice: User, portrait: Portrait, monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Makes a copy, and has something happen when half of it is written."""

    def make(change: Callable[[], object]) -> None:
        noted, note = [], building._note

        def note_and_change(*given: Any, **options: Any) -> None:
            noted.append(given)
            if len(noted) == 15:
                change()
            note(*given, **options)

        export = request_export(alice, now=timezone.now())
        monkeypatch.setattr(building, "_note", note_and_change)
        building.build_export(export.pk, now=timezone.now())
        assert len(noted) == 15

    return make


def nothing_of_a_copy_is_left() -> bool:
    keys = DataKey.objects.filter(object_class=storage.EXPORT)
    return not keys.exists() and not list(storage.stored_objects(storage.EXPORT))


@pytest.mark.promise("M-6")
def test_cancelling_ends_a_copy_that_is_being_made(alice: User, meanwhile: Meanwhile) -> None:
    def cancel() -> None:
        erasure = cancel_account(alice, now=timezone.now()).erasure
        finish_cancellation(Erasure.objects.get(pk=erasure.pk))

    meanwhile(cancel)

    assert nothing_of_a_copy_is_left()
    assert not Export.objects.exists()
    assert Erasure.objects.get().verified_at is not None


@pytest.mark.promise("F-11")
def test_withdrawing_ends_a_copy_that_is_being_made(alice: User, meanwhile: Meanwhile) -> None:
    meanwhile(
        lambda: withdraw_consent(
            alice, "face_portrait", locale="en", now=timezone.now(), method="test"
        )
    )

    assert nothing_of_a_copy_is_left()
    assert Export.objects.get().state == Export.State.EXPIRED


def test_a_copy_that_waits_ends_with_the_portrait_in_it(alice: User, portrait: Portrait) -> None:
    export = make_copy(alice)

    delete_effect(portrait, now=timezone.now())

    with pytest.raises(Refused) as refused:
        take_export(Export.objects.get(pk=export.pk), now=timezone.now())
    assert refused.value.code == "export_gone"
    assert nothing_of_a_copy_is_left()


def test_deleting_one_class_ends_the_copy_that_has_it(alice: User) -> None:
    make_copy(alice)

    erase_class(alice, "privacy.Notice", now=timezone.now())

    assert nothing_of_a_copy_is_left()


@pytest.mark.promise("F-8")
def test_a_copy_is_kept_no_longer_than_the_first_portrait_in_it(
    alice: User, portrait: Portrait
) -> None:
    ends_at = timezone.now() + timedelta(hours=5)
    Portrait.objects.filter(pk=portrait.pk).update(expires_at=ends_at)

    export = make_copy(alice)

    assert export.expires_at == ends_at
    assert DataKey.objects.get(object_id=export.object_id).destroy_at == ends_at


def test_a_photo_on_its_way_shortens_nothing(alice: User, template: Template) -> None:
    give_waiting_photo(alice, template, timezone.now())

    export = make_copy(alice)

    assert export.expires_at - export.ready_at == timedelta(hours=72)


def test_a_copy_whose_message_was_lost_is_sent_again(
    alice: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    first = request_export(alice, now=timezone.now())

    with django_capture_on_commit_callbacks(execute=True):
        again = request_export(alice, now=timezone.now())

    assert again == first
    assert Export.objects.get(pk=first.pk).state == Export.State.READY


def test_cancelling_twice_is_refused_the_second_time(alice: User) -> None:
    cancel_account(alice, now=timezone.now())

    with pytest.raises(Refused) as refused:
        cancel_account(alice, now=timezone.now())

    assert (refused.value.code, refused.value.status) == ("account_gone", 410)
    assert Erasure.objects.count() == 1
