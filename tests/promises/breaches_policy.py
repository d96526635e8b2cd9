"""How the promises about the policy and about consents can be broken."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import connection

from privacy.models import ConsentState, LedgerEntry, PolicyVersion
from privacy.promises import PROMISES
from privacy.registry import control as registry
from privacy.registry import declaration_of
from tests.promises.world import World, breach, replaced, taken_back

LOST = "# Policy\n\n## Introduction\n\n{I-1} We are careful.\n"


def rewritten(**columns: Any) -> Iterator[None]:
    """The texts in force are changed behind the triggers."""

    def rewrite() -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER policy_refuses_update")
        PolicyVersion.objects.filter(locale="en").update(**columns)
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TRIGGER policy_refuses_update BEFORE UPDATE ON privacy_policyversion"
                " WHEN 0 BEGIN SELECT 1; END"
            )

    yield from taken_back(rewrite)


def a_second_version(world: World, text: str | None = None, **columns: Any) -> Iterator[None]:
    """Version 2 follows the shipped one."""

    def follow() -> None:
        for first in list(PolicyVersion.objects.filter(version="1")):
            given = {
                "text": text or first.text,
                "sha256": first.sha256,
                "author": "person 1",
                "approver": "person 2",
                "state": "effective",
                "created_at": world.now,
                "notified_at": world.now,
                "effective_at": world.now,
            }
            PolicyVersion.objects.create(version="2", locale=first.locale, **(given | columns))

    yield from taken_back(follow)


@breach("I-2", "the_texts_in_force_are_whole")
def a_text_without_its_sections(_world: World) -> Iterator[None]:
    yield from rewritten(text=LOST)


@breach("I-2", "the_texts_in_force_are_whole")
def no_text_in_force(_world: World) -> Iterator[None]:
    yield from taken_back(lambda: PolicyVersion.objects.update(state="superseded"))


@breach("I-6", "every_topic_is_bound_to_a_check")
def a_topic_that_nothing_checks(_world: World) -> Iterator[None]:
    left = [one for one in registry._controls if PROMISES[one.promise].clause != 3]
    yield from replaced(registry, "_controls", left)


@breach("M-17", "published_texts_are_unchanged")
@breach("V-1", "published_texts_are_unchanged")
def a_text_that_was_rewritten(_world: World) -> Iterator[None]:
    yield from rewritten(text="{I-1} Other words.")


@breach("M-17", "published_texts_are_unchanged")
@breach("V-1", "published_texts_are_unchanged")
def a_text_that_nobody_approved(_world: World) -> Iterator[None]:
    yield from taken_back(lambda: PolicyVersion.objects.update(approver=""))


@breach("V-1", "the_database_refuses_to_rewrite")
def a_trigger_that_is_gone(_world: World) -> Iterator[None]:
    with connection.cursor() as cursor:
        drop = "DROP TRIGGER ledger_refuses_update"
        yield from taken_back(lambda: cursor.execute(drop))


@breach("V-2", "substantial_changes_were_announced_in_time")
def a_change_six_days_after_its_notice(world: World) -> Iterator[None]:
    yield from a_second_version(world, effective_at=world.now + timedelta(days=6))


@breach("V-2", "substantial_changes_were_announced_in_time")
def a_change_without_a_notice(world: World) -> Iterator[None]:
    yield from a_second_version(world, notified_at=None)


@breach("V-3", "what_changed_is_what_the_clauses_say")
def a_lost_right_passed_off_as_small(world: World) -> Iterator[None]:
    first = PolicyVersion.objects.get(version="1", locale="en").text
    lost = "\n".join(line for line in first.split("\n") if "{M-4}" not in line)
    yield from a_second_version(world, lost, is_material=False)


@breach("P-14", "every_purpose_has_words_that_were_asked")
def a_purpose_that_nobody_was_asked_about(_world: World) -> Iterator[None]:
    declared = declaration_of("portraits.Portrait")
    object.__setattr__(declared, "purpose", "advertising")
    yield
    object.__setattr__(declared, "purpose", "face_portrait")


@breach("K-6", "answers_stand_in_the_ledger")
@breach("M-5", "answers_stand_in_the_ledger")
def an_answer_that_nobody_gave(world: World) -> Iterator[None]:
    yield from taken_back(lambda: ConsentState.objects.update(state="withdrawn"))


@breach("K-6", "answers_stand_in_the_ledger")
@breach("M-5", "answers_stand_in_the_ledger")
def an_answer_rewritten_in_the_ledger(_world: World) -> Iterator[None]:
    def rewrite() -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER ledger_refuses_update")
        entry = LedgerEntry.objects.filter(stream="consents").latest("sequence")
        said = entry.payload.replace('"method":"test"', '"method":"page"')
        LedgerEntry.objects.filter(pk=entry.pk).update(payload=said)

    yield from taken_back(rewrite)
