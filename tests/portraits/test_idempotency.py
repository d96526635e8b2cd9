"""The same request twice makes one job; another request with the same key is told so."""

import json
from datetime import timedelta

import pytest

from accounts.models import User
from portraits.models import IdempotencyRecord, Portrait, Template
from portraits.services.accept_photo import accept_photo
from portraits.services.remember_request import claim_key, release_claim
from privacy.models.refusal import Refused
from privacy.sealed_upload import SealedUpload
from privacy.services.purge_expired import purge_expired
from privacy.storage import UPLOAD
from tests.factories import after, seal_photo
from tests.photos import photo
from tests.portraits.conftest import Clock, Committing, Queue


class Request:
    """Sends the same photo with a key, as the gate and the view do it."""

    def __init__(self, person: User, clock: Clock) -> None:
        self.person, self.clock = person, clock
        self.plan = SealedUpload("photo", UPLOAD, 20_000_000, timedelta(minutes=15))

    def send(self, key: str, *, face: int | None = None, content: bytes | None = None) -> Portrait:
        record = claim_key(self.person, key, now=self.clock())
        upload = seal_photo(photo() if content is None else content, now=self.clock())
        try:
            return accept_photo(
                owner=self.person,
                template_slug=Template.objects.get().slug,
                photo=upload,
                options={},
                face=face,
                plan=self.plan,
                idempotency=record,
                now=self.clock(),
            )
        finally:
            release_claim(record)


@pytest.fixture
def request_of_alice(sitter: User, clock: Clock, queue: Queue) -> Request:
    return Request(sitter, clock)


def test_a_repeated_request_gets_the_first_ones_job(
    request_of_alice: Request, committing: Committing
) -> None:
    with committing():
        first = request_of_alice.send("k1")
        second = request_of_alice.send("k1")

    assert second.pk == first.pk
    assert Portrait.objects.count() == 1


@pytest.mark.parametrize("other", [{"face": 1}, {"content": b"\xff\xd8\xff" + b"\0" * 99}])
def test_another_request_with_the_same_key_is_a_conflict(
    request_of_alice: Request, committing: Committing, other: dict[str, object]
) -> None:
    with committing():
        request_of_alice.send("k1")

    with pytest.raises(Refused) as refusal:
        request_of_alice.send("k1", **other)  # type: ignore[arg-type]

    assert (refusal.value.code, refusal.value.status) == ("idempotency_conflict", 422)


def test_a_key_is_its_persons_own(
    sitter: User, bob: User, clock: Clock, queue: Queue, committing: Committing
) -> None:
    with committing():
        first = Request(sitter, clock).send("k1")
        second = Request(bob, clock).send("k1")

    assert (first.owner_id, second.owner_id) == (sitter.pk, bob.pk)


def test_a_refused_request_gives_its_key_back(
    request_of_alice: Request, committing: Committing
) -> None:
    with pytest.raises(Refused):
        request_of_alice.send("k1", content=b"no picture")

    with committing():
        assert request_of_alice.send("k1").status == "queued"


def test_while_the_first_still_arrives_the_second_is_asked_to_wait(
    sitter: User, clock: Clock
) -> None:
    claim_key(sitter, "k1", now=clock())

    with pytest.raises(Refused) as refusal:
        claim_key(sitter, "k1", now=after(clock(), minutes=1))

    assert (refusal.value.code, refusal.value.status) == ("idempotency_in_flight", 409)
    assert refusal.value.retry_after == 1


def test_a_claim_of_a_request_that_died_is_free_after_two_minutes(
    sitter: User, clock: Clock
) -> None:
    claim_key(sitter, "k1", now=clock())

    assert claim_key(sitter, "k1", now=after(clock(), minutes=2)).job_id is None


def test_a_key_is_forgotten_after_a_day(
    request_of_alice: Request, clock: Clock, committing: Committing
) -> None:
    with committing():
        first = request_of_alice.send("k1")
    clock.move(hours=23, minutes=59)
    assert request_of_alice.send("k1").pk == first.pk

    clock.move(minutes=1)
    with committing():
        assert request_of_alice.send("k1").pk != first.pk


def test_the_purge_forgets_keys_too(
    request_of_alice: Request, clock: Clock, committing: Committing
) -> None:
    with committing():
        request_of_alice.send("k1")

    purge_expired(now=clock.move(hours=24), trigger="test")

    assert not IdempotencyRecord.objects.exists()


def test_neither_the_key_nor_anything_of_the_photo_is_kept(
    request_of_alice: Request, committing: Committing
) -> None:
    with committing():
        request_of_alice.send("the key alice's phone made up")

    row = json.dumps(IdempotencyRecord.objects.values().get(), default=str)
    assert "phone" not in row
    same_size = bytes(len(photo()) - 3)
    with committing():
        again = request_of_alice.send(
            "the key alice's phone made up", content=b"\xff\xd8\xff" + same_size
        )
    assert Portrait.objects.get().pk == again.pk
