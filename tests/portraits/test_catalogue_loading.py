"""The starter catalogue in a copy: made once, left alone, renewed when it changes."""

from dataclasses import replace
from datetime import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portraits.models import Template
from portraits.services import load_templates as loading
from portraits.services.load_templates import load_templates, outdated_pieces
from portraits.services.template_store import load_pack, remove_file
from portraits.starter.catalogue import Piece, read_catalogue
from tests.factories import make_template

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def catalogue(monkeypatch: pytest.MonkeyPatch) -> list[Piece]:
    """A catalogue of one look, to be changed by the test."""
    pieces = [piece for piece in read_catalogue() if piece.slug == "sepia"]
    monkeypatch.setattr(loading, "read_catalogue", lambda: pieces)
    return pieces


def load(now: datetime) -> list[str]:
    made: list[str] = []
    failed = load_templates(
        now=now, report=lambda slug, code, done, total: made.append(slug), processes=1
    )
    assert failed == []
    return made


def test_a_template_is_made_once_and_then_left_alone(catalogue: list[Piece], now: datetime) -> None:
    assert load(now) == ["sepia"]
    before = Template.objects.values().get()

    assert load(now) == []

    assert Template.objects.values().get() == before
    assert before["state"] == "published"
    assert set(before["titles"]) == {"en", "zh-hans"}
    assert load_pack(Template.objects.get()).recipe == catalogue[0].recipe


def test_a_changed_template_is_made_again_and_a_lost_file_too(
    catalogue: list[Piece], now: datetime
) -> None:
    load(now)
    remove_file(Template.objects.get().preview_file)
    assert [piece.slug for piece in outdated_pieces()] == ["sepia"]
    catalogue[:] = [replace(catalogue[0], artwork_sha256="changed", order=7)]

    assert load(now) == ["sepia"]

    assert Template.objects.get().order == 7
    assert outdated_pieces() == []


def test_what_staff_withdrew_stays_withdrawn(catalogue: list[Piece], now: datetime) -> None:
    load(now)
    Template.objects.update(state=Template.State.WITHDRAWN)
    catalogue[:] = [replace(catalogue[0], artwork_sha256="changed")]

    assert load(now) == ["sepia"]

    assert Template.objects.get().state == Template.State.WITHDRAWN


def test_what_staff_made_under_the_same_slug_is_theirs(
    catalogue: list[Piece], now: datetime
) -> None:
    theirs = make_template(now=now, slug="sepia")

    assert load(now) == []

    theirs.refresh_from_db()
    assert theirs.title == "Plain"


def test_one_that_cannot_be_made_is_named_and_the_rest_is_there(
    catalogue: list[Piece], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = replace(catalogue[0], slug="broken", recipe={"steps": [{"step": "no such step"}]})
    monkeypatch.setattr(loading, "read_catalogue", lambda: [broken, *catalogue])
    told = StringIO()

    with pytest.raises(CommandError, match="broken"):
        call_command("load_templates", processes=2, stdout=told)

    assert list(Template.objects.values_list("slug", flat=True)) == ["sepia"]
    assert "2 of 2" in told.getvalue()
    assert "broken bad_pack" in told.getvalue()
