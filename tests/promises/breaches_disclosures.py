"""How the promises about disclosures can be broken."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from privacy.models import DisclosureRequest
from tests.promises.world import World, breach, taken_back

EMAIL = "accounts.User.email"


def on_file(world: World, **changed: Any) -> Iterator[None]:
    """A request that was handled by the rules but for what is changed."""
    then = world.now - timedelta(days=9)
    row = {
        "filed_by": "person 7",
        "filed_at": then,
        "moved_at": then,
        "state": "released",
        "authority": "a court",
        "reference": "7",
        "legal_basis": "a law",
        "sealed_document": b"sealed",
        "document_sha256": "0" * 64,
        "subject": uuid4(),
        "requested": [EMAIL],
        "scope": [EMAIL],
        "released": [EMAIL],
        "reviewed_by": "person 7",
        "approved_by": "person 8",
        "certificate": "PEM",
        "package_sha256": "0" * 64,
        "package_ends_at": then + timedelta(days=3),
        "taken_at": then,
        "told_at": then,
    }
    yield from taken_back(lambda: DisclosureRequest.objects.create(**row | changed))


@breach("D-0", "no_package_outlives_its_end")
def a_package_that_nobody_took(world: World) -> Iterator[None]:
    yield from on_file(world, taken_at=None)


@breach("D-1", "a_disclosure_by_consent_names_its_entry")
def a_consent_that_nobody_can_find(world: World) -> Iterator[None]:
    yield from on_file(world, ground="consent")


@breach("D-2", "nothing_wider_than_asked_was_released")
def more_than_was_reviewed(world: World) -> Iterator[None]:
    yield from on_file(world, scope=[])


@breach("D-3", "every_request_has_its_document")
def a_document_that_was_lost(world: World) -> Iterator[None]:
    yield from on_file(world, sealed_document=None)


@breach("D-4", "people_are_told_of_disclosures")
def a_person_whom_nobody_told(world: World) -> Iterator[None]:
    yield from on_file(world, told_at=None)


@breach("D-5", "every_approval_followed_a_review")
def an_approval_without_a_review(world: World) -> Iterator[None]:
    yield from on_file(world, reviewed_by="")
