"""How the promises about columns, periods, the network log and the rights can be broken."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import connections

from privacy import registry
from privacy.models import Erasure, Export, NetworkLogEntry, Notice, Receipt
from privacy.registry import Category, declaration, declaration_of
from tests.promises.world import World, breach, replaced, taken_back

LOG = "privacy.NetworkLogEntry"


def a_column(name: str, alias: str = "default") -> Iterator[None]:
    """A table that nobody declared, behind the models' back."""
    with connections[alias].cursor() as cursor:
        cursor.execute(f"CREATE TABLE planted ({name} text)")
    yield
    with connections[alias].cursor() as cursor:
        cursor.execute("DROP TABLE planted")


@breach("U-7", "no_column_holds_a_place")
def a_column_for_a_place(_world: World) -> Iterator[None]:
    yield from a_column("latitude")


@breach("U-8", "no_column_describes_a_device")
def a_column_for_the_network_of_a_device(_world: World) -> Iterator[None]:
    yield from a_column("wifi_ssid")


@breach("U-9", "no_column_holds_a_device_identifier")
def a_column_for_a_device_identifier(_world: World) -> Iterator[None]:
    yield from a_column("imei", "log")


@breach("U-12", "no_column_is_about_payment")
def a_column_for_a_card(_world: World) -> Iterator[None]:
    yield from a_column("card_number")


@breach("P-12", "no_column_holds_search_words")
def a_column_for_search_words(_world: World) -> Iterator[None]:
    yield from a_column("search_words", "log")


@breach("K-4", "no_column_measures_a_stay")
@breach("U-16", "no_column_measures_a_stay")
def a_column_for_the_time_somebody_stays(_world: World) -> Iterator[None]:
    yield from a_column("time_spent")


@breach("R-0", "nothing_is_overdue")
def a_notice_that_was_never_purged(world: World) -> Iterator[None]:
    kind, late = Notice.Kind.SERVICE, world.now - timedelta(hours=2)
    yield from taken_back(
        lambda: Notice.objects.create(
            person=world.person, kind=kind, cause="x", created_at=late, expires_at=late
        )
    )


@breach("R-0", "nothing_is_overdue")
def a_row_of_the_log_that_was_never_purged(world: World) -> Iterator[None]:
    yield from in_the_log(world, days_ago=191)


@breach("U-2", "every_stored_field_is_declared")
@breach("G-1", "every_personal_field_has_a_grade")
def a_table_that_nobody_declared(_world: World) -> Iterator[None]:
    left = {key: one for key, one in registry._declarations.items() if key != "accounts.user"}
    yield from replaced(registry, "_declarations", left)


@breach("G-1", "every_personal_field_has_a_grade")
def a_category_without_a_grade(_world: World) -> Iterator[None]:
    left = {key: one for key, one in declaration._GRADES.items() if key is not Category.FACE}
    yield from replaced(declaration, "_GRADES", left)


# --- the network log


def in_the_log(world: World, *, days_ago: float = 0, **columns: Any) -> Iterator[None]:
    given = {
        "at": world.now - timedelta(days=days_ago),
        "method": "GET",
        "route": "home",
        "status": 200,
        "sealed_address": b"\xff\xfe\xfd",
    }
    row = given | columns
    yield from taken_back(lambda: NetworkLogEntry.objects.create(**row), using="log")


def with_period(days: int) -> Iterator[None]:
    """The log's one clock runs for another time."""
    declared = declaration_of(LOG)
    assert declared is not None
    (clock,) = declared.clocks
    before = clock.after
    object.__setattr__(clock, "after", timedelta(days=days))
    yield
    object.__setattr__(clock, "after", before)


@breach("R-1", "the_purge_waits_for_the_legal_time")
def a_log_of_180_days(_world: World) -> Iterator[None]:
    yield from with_period(180)


@breach("R-1", "the_purge_waits_for_the_legal_time")
def a_log_of_a_year(_world: World) -> Iterator[None]:
    yield from with_period(365)


@breach("R-1", "the_log_is_whole_and_not_too_old")
@breach("U-15", "the_log_is_whole_and_not_too_old")
def a_row_of_201_days(world: World) -> Iterator[None]:
    yield from in_the_log(world, days_ago=201)


@breach("R-1", "the_log_is_whole_and_not_too_old")
@breach("U-15", "the_log_is_whole_and_not_too_old")
def a_log_with_a_hole(world: World) -> Iterator[None]:
    first = in_the_log(world, id=1_000_001)
    last = in_the_log(world, id=1_000_009)
    next(first)
    next(last)
    yield
    next(last, None)
    next(first, None)


@breach("U-14", "the_log_names_nobody")
def a_name_in_the_log(world: World) -> Iterator[None]:
    yield from in_the_log(world, person=str(world.person.pk))


@breach("U-14", "the_log_names_nobody")
def an_address_in_clear(world: World) -> Iterator[None]:
    yield from in_the_log(world, sealed_address=b"192.0.2.1")


# --- copies, deletions, cancellations


def an_export(world: World, **columns: Any) -> Iterator[None]:
    given = {"person": world.person, "created_at": world.now - timedelta(days=4)}
    yield from taken_back(lambda: Export.objects.create(**(given | columns)))


@breach("M-2", "copies_are_made_and_go")
def a_copy_that_is_never_made(world: World) -> Iterator[None]:
    yield from an_export(world)


@breach("M-2", "copies_are_made_and_go")
def a_copy_of_four_days(world: World) -> Iterator[None]:
    ready = world.now - timedelta(days=4)
    yield from an_export(world, state="ready", ready_at=ready, expires_at=world.now)


@breach("M-4", "deletions_come_to_their_receipt")
def a_deletion_that_was_never_verified(world: World) -> Iterator[None]:
    at = world.now - timedelta(hours=2)
    begun = {"object_class": "effect", "reason": "deleted", "created_at": at}
    yield from taken_back(
        lambda: Receipt.objects.create(object_id=uuid4(), key_destroyed_at=at, **begun)
    )


def an_erasure(world: World, **columns: Any) -> Iterator[None]:
    at = world.now - timedelta(hours=2)
    given = {"token_sha256": uuid4().hex, "committed_at": at, "verified_at": at}
    yield from taken_back(lambda: Erasure.objects.create(**(given | columns)))


@breach("M-6", "cancellations_are_carried_through")
@breach("M-12", "cancellations_are_carried_through")
def a_cancellation_that_stopped_halfway(world: World) -> Iterator[None]:
    yield from an_erasure(world, account=world.person.pk, verified_at=None)


@breach("M-6", "cancellations_are_carried_through")
@breach("M-12", "cancellations_are_carried_through")
def a_cancellation_without_a_certificate(world: World) -> Iterator[None]:
    yield from an_erasure(world)


@breach("M-13", "certificates_name_what_stays")
def a_certificate_that_is_silent_about_what_stays(world: World) -> Iterator[None]:
    yield from an_erasure(world, certificate=json.dumps({"retained": []}))


@breach("M-13", "certificates_name_what_stays")
def a_certificate_that_keeps_what_has_no_ground(world: World) -> Iterator[None]:
    kept = [{"class": "portraits.Portrait", "until": None}]
    yield from an_erasure(world, certificate=json.dumps({"retained": kept}))
