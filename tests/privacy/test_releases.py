"""Counts that leave name nobody, and nobody can be worked out from what was left out."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from privacy.models import DeidRelease
from privacy.models.refusal import Refused
from privacy.services.releases.count_cells import count_cells
from privacy.services.releases.prepare_release import (
    approve_release,
    file_release,
    try_release,
    withdraw_release,
)
from privacy.services.transitions import Actor
from tests.sharing import APPROVER, OFFICER


def people(**groups: int) -> list[dict[str, str]]:
    """So many people of each group; `en_phone=3` are three who read English on a phone."""
    names = [
        (dict(zip(("language", "device"), one.split("_"), strict=False)), n)
        for one, n in groups.items()
    ]
    return [row for row, count in names for _ in range(count)]


def release(rows: list[dict[str, str]], *columns: str) -> DeidRelease:
    return file_release(
        title="t", purpose="p", columns=columns, rows=rows, by=OFFICER, now=timezone.now()
    )


@pytest.mark.promise("N-1", "S-6", "S-11")
def test_a_group_of_nineteen_is_left_out_and_one_of_twenty_is_told() -> None:
    counts = count_cells(people(en=40, zh=20, fr=19, de=1), ["language"])

    assert counts.cells == {("en",): 40, ("zh",): 20}
    assert counts.people_left_out == 20


@pytest.mark.promise("N-1", "S-6")
def test_who_is_left_out_alone_is_not_worked_out_from_the_sum() -> None:
    """Of 43 people 40 are told: the other three would be known."""
    counts = count_cells(people(en=40, zh=25, fr=3), ["language"])

    assert counts.cells == {("en",): 40}
    assert counts.people_left_out == 28


@pytest.mark.promise("N-1")
def test_a_line_of_a_table_does_not_tell_on_the_group_left_out_in_it() -> None:
    rows = people(en_phone=50, en_desk=30, zh_phone=40, zh_desk=5)
    counts = count_cells(rows, ["language", "device"])

    for place in (0, 1):
        for value in {row[("language", "device")[place]] for row in rows}:
            all_in_line = sum(row[("language", "device")[place]] == value for row in rows)
            told = sum(count for cell, count in counts.cells.items() if cell[place] == value)
            assert all_in_line - told == 0 or all_in_line - told >= 20
    assert all(count >= 20 for count in counts.cells.values())


@pytest.mark.promise("N-1")
@pytest.mark.parametrize(
    ("rows", "columns", "code"),
    [
        ([{"email": "x"}] * 50, ["email"], "release_identifies"),
        ([{"user_id": "x"}] * 50, ["user_id"], "release_identifies"),
        ([{"owner": "x"}] * 50, ["owner"], "release_identifies"),
        ([{"word": "alice@example.org"}] * 50, ["word"], "release_identifies"),
        ([{"word": "13812345678"}] * 50, ["word"], "release_identifies"),
        ([{"word": "x"}] * 50, [], "release_identifies"),
        ([{"word": "x"}] * 19, ["word"], "release_too_small"),
        ([], ["word"], "release_too_small"),
    ],
)
def test_a_table_that_could_name_somebody_is_refused(
    db: None, rows: Any, columns: list[str], code: str
) -> None:
    with pytest.raises(Refused) as no:
        count_cells(rows, columns)
    assert no.value.code == code


@pytest.mark.promise("N-1")
def test_a_release_is_tried_first_and_approved_by_somebody_else(db: None) -> None:
    now, one = timezone.now(), release(people(en=40, zh=30), "language")
    both = Actor("person 1", OFFICER.rights | APPROVER.rights)
    with pytest.raises(Refused):
        approve_release(one, by=APPROVER, now=now)
    try_release(one, attempt="Compared it with the public list.", by=OFFICER, now=now)
    with pytest.raises(Refused) as no:
        approve_release(one, by=both, now=now)
    assert no.value.code == "second_person_needed"

    approve_release(one, by=APPROVER, now=now)
    withdraw_release(one, by=OFFICER, now=now)
    with pytest.raises(IntegrityError, match="small_group"), transaction.atomic():
        DeidRelease.objects.update(smallest_group=19)


@pytest.mark.promise("N-1")
def test_a_table_that_changed_after_it_was_tried_is_not_approved(db: None) -> None:
    now, one = timezone.now(), release(people(en=40, zh=30), "language")
    try_release(one, attempt="x", by=OFFICER, now=now)
    one.cells = [["en", 40], ["zh", 31]]
    with pytest.raises(Refused):
        approve_release(one, by=APPROVER, now=now)
