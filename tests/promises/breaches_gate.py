"""How the promises about third parties, releases, borders and exceptions can be broken."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import connection

from privacy.models import (
    Agreement,
    BasisInvocation,
    ControllerTransfer,
    CrossBorderTransfer,
    DeidRelease,
    SharingEvent,
    ThirdParty,
    ThirdPartyCategory,
)
from privacy.services.append_ledger import append_ledger
from privacy.services.releases.prepare_release import table_hash
from tests.promises.world import World, breach, replaced, taken_back
from tests.sharing import DESCRIBED, HOME, SHA, active

DAY = timedelta(days=1)


def past_the_constraints(change: Callable[[], object]) -> Callable[[], None]:
    """A row as it would be in a database whose rules somebody had taken away."""

    def act() -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            change()
            cursor.execute("PRAGMA ignore_check_constraints = OFF")

    return act


def permit(world: World, ground: str, **other: Any) -> SharingEvent:
    """A row of the log that did not come by the gate."""
    number = uuid4()
    told = {"event": str(number), "ground": ground, "payload_sha256": SHA}
    given = {
        "id": number,
        "at": world.now,
        "ground": ground,
        "purpose": "letters",
        "region": HOME,
        "fields": [],
        "payload_sha256": SHA,
        "entry": append_ledger("sharing", told, now=world.now),
    }
    return SharingEvent.objects.create(**(given | other))


# --- faces


def a_recipient_of_faces(world: World) -> Iterator[None]:
    def give() -> None:
        party = active(now=world.now)
        ThirdPartyCategory.objects.create(party=party, category="face")

    yield from taken_back(past_the_constraints(give))


def a_permit_for_a_face(world: World) -> Iterator[None]:
    yield from taken_back(past_the_constraints(lambda: permit(world, "S-1", categories="face")))


for _key in ("F-4", "F-5", "S-4"):
    breach(_key, "no_recipient_may_get_a_face")(a_recipient_of_faces)
    breach(_key, "no_recipient_may_get_a_face")(a_permit_for_a_face)


# --- the log and the register


@breach("S-0", "every_permit_stands_in_the_ledger")
def a_row_of_the_log_that_says_something_else(world: World) -> Iterator[None]:
    yield from taken_back(lambda: permit(world, "S-1", payload_sha256="b" * 64))


@breach("S-1", "every_recipient_is_complete_and_bound")
@breach("S-13", "every_recipient_is_complete_and_bound")
def a_recipient_whose_agreement_ran_out(world: World) -> Iterator[None]:
    def run_out() -> None:
        active(now=world.now)
        Agreement.objects.update(signed_on=world.now - 9 * DAY, until=world.now - 3 * DAY)

    yield from taken_back(run_out)


@breach("S-1", "every_recipient_is_complete_and_bound")
def a_recipient_of_no_category(world: World) -> Iterator[None]:
    def empty() -> None:
        active(now=world.now)
        ThirdPartyCategory.objects.all().delete()

    yield from taken_back(empty)


@breach("S-2", "every_recipient_has_its_addresses")
@breach("O-5", "every_recipient_has_its_addresses")
def a_recipient_without_terms(world: World) -> Iterator[None]:
    bare = DESCRIBED | {"terms_url": "", "state": "active", "approved_by": "person 2"}
    row = {**bare, "filed_by": "person 1", "filed_at": world.now, "moved_at": world.now}
    yield from taken_back(past_the_constraints(lambda: ThirdParty.objects.create(**row)))


@breach("S-8", "whatever_rests_on_consent_has_one")
@breach("T-3", "whatever_rests_on_consent_has_one")
@breach("S-9", "a_guardian_asks_for_one_child")
def a_permit_about_nobody(world: World) -> Iterator[None]:
    yield from taken_back(lambda: [permit(world, ground) for ground in ("S-8", "S-9")])


def a_permit_without_its_record(world: World) -> Iterator[None]:
    grounds = ("S-3", "S-5", "S-7", "S-10", "S-12")
    yield from taken_back(lambda: [permit(world, ground) for ground in grounds])


for _key in ("S-3", "S-5", "S-7", "S-10", "S-12"):
    breach(_key, "each_permit_has_its_record")(a_permit_without_its_record)


# --- counts


@breach("K-8", "partners_and_research_get_counts_alone")
@breach("S-6", "partners_and_research_get_counts_alone")
@breach("S-11", "partners_and_research_get_counts_alone")
def fields_for_an_advertiser(world: World) -> Iterator[None]:
    def give() -> None:
        party = active(now=world.now, kind="advertising")
        permit(world, "S-1", party=party, categories="activity")

    yield from taken_back(give)


@breach("N-1", "no_release_has_a_small_group")
def a_release_with_a_group_of_three(world: World) -> Iterator[None]:
    columns, cells = ["language"], [["en", 40], ["zh", 3]]
    row = {
        "state": "approved",
        "title": "Languages",
        "columns": columns,
        "cells": cells,
        "smallest_group": 20,
        "people_left_out": 0,
        "sha256": table_hash(columns, cells),
        "tried_by": "person 1",
        "attempt": "Looked for a single person.",
        "filed_by": "person 1",
        "approved_by": "person 2",
        "filed_at": world.now,
        "moved_at": world.now,
    }
    yield from taken_back(lambda: DeidRelease.objects.create(**row))


# --- borders and hands


@breach("R-7", "whatever_went_abroad_had_its_transfer")
def a_permit_abroad(world: World) -> Iterator[None]:
    yield from taken_back(lambda: permit(world, "S-1", region="elsewhere"))


@breach("R-8", "every_transfer_is_protected")
def a_transfer_without_a_contract(world: World) -> Iterator[None]:
    row = {
        "state": "active",
        "ground": "law",
        "reference": "case 7",
        "region": "elsewhere",
        "citation": "a treaty",
        "assessment_sha256": SHA,
        "contract_sha256": "",
        "until": world.now + 30 * DAY,
        "filed_by": "person 1",
        "approved_by": "person 2",
        "filed_at": world.now,
        "moved_at": world.now,
    }
    yield from taken_back(past_the_constraints(lambda: CrossBorderTransfer.objects.create(**row)))


@breach("T-1", "everybody_knew_of_a_takeover")
def a_takeover_that_alice_was_not_told_of(world: World) -> Iterator[None]:
    row = {
        "state": "done",
        "receiver": "Next House",
        "contact": "next@example.org",
        "is_bound": True,
        "filed_by": "person 1",
        "approved_by": "person 2",
        "filed_at": world.now,
        "moved_at": world.now,
        "noticed_at": world.now - 8 * DAY,
        "done_at": world.now,
    }
    yield from taken_back(lambda: ControllerTransfer.objects.create(**row))


# --- exceptions to consent


def an_exception(world: World, ground: str) -> BasisInvocation:
    """One that a single person put in force, past its end by two days."""
    return BasisInvocation.objects.create(
        state="live",
        ground=ground,
        purpose="a case",
        categories="technical",
        reason="because",
        evidence="https://page.example seen 2026-01-01",
        document_sha256=SHA,
        subject=uuid4(),
        starts_at=world.now - 9 * DAY,
        until=world.now - 2 * DAY,
        filed_by="person 1",
        approved_by="person 2",
        filed_at=world.now,
        moved_at=world.now,
    )


def _break_each_exception(ground: str) -> None:
    def an_exception_past_its_end(world: World) -> Iterator[None]:
        yield from taken_back(lambda: an_exception(world, ground))

    breach(ground, "each_exception_is_whole")(an_exception_past_its_end)


for _ground in BasisInvocation.Ground:
    _break_each_exception(str(_ground))


# --- the register and reality


@breach("K-9", "the_register_is_what_really_happens")
@breach("O-4", "the_register_is_what_really_happens")
def a_provider_that_is_used_and_not_listed(world: World) -> Iterator[None]:
    provider = {"settings": {"server_url": "https://id.elsewhere.example"}}
    yield from replaced(world.settings, "OIDC_PROVIDERS", [provider])


@breach("K-9", "the_register_is_what_really_happens")
@breach("O-4", "the_register_is_what_really_happens")
def a_kit_that_is_listed_and_not_loaded(world: World) -> Iterator[None]:
    kit = {"kind": "sdk", "hosts": "kit.elsewhere.example"}
    yield from taken_back(lambda: active(now=world.now, **kit))
