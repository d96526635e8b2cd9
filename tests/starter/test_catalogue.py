"""What the starter catalogue promises of every template, before anything is painted."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from portrait_site.models_install import WANTED
from portrait_site.pictures_page import pictures_page
from portraits.engine.options import extra_options, parse_options
from portraits.starter import catalogue
from portraits.starter.catalogue import BadCatalogue, Piece, read_catalogue

LANGUAGES = {"en", "zh-hans"}
PIECES = read_catalogue()
PAGE = Path(__file__).resolve().parents[2] / "docs" / "pictures.md"

everything = pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.slug)


def test_people_choose_among_dozens_of_every_kind() -> None:
    kinds = [piece.kind for piece in PIECES]

    assert len(kinds) >= 36
    assert min(kinds.count("scene"), kinds.count("look"), kinds.count("studio")) >= 12


@everything
def test_a_template_speaks_both_languages_and_names_its_source(piece: Piece) -> None:
    for texts in (piece.titles, piece.descriptions, piece.tags):
        assert set(texts) == LANGUAGES
        assert all(texts.values())
    assert all(1 <= len(tags) <= 8 for tags in piece.tags.values())
    assert piece.titles["en"] != piece.titles["zh-hans"]
    assert piece.category
    assert piece.source
    assert piece.licence


@everything
def test_a_template_starts_with_options_it_has(piece: Piece) -> None:
    parse_options(piece.kind, piece.recipe.get("defaults"), extra_options(piece.recipe))
    if piece.kind == "scene":
        assert find_spec(piece.module) is not None


def test_a_changed_recipe_is_another_artwork(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = json.loads((catalogue.HERE / "looks" / "sepia.json").read_text(encoding="utf-8"))
    before = _read_one(tmp_path, monkeypatch, words)
    words["recipe"]["steps"].append({"step": "grain", "amount": 3})

    after = _read_one(tmp_path, monkeypatch, words)

    assert before.artwork_sha256 != after.artwork_sha256


def test_a_changed_painter_is_another_artwork(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("knight.json", "knight.py"):
        content = (catalogue.HERE / "scenes" / name).read_bytes()
        (tmp_path / "scenes").mkdir(exist_ok=True)
        (tmp_path / "scenes" / name).write_bytes(content)
    monkeypatch.setattr(catalogue, "HERE", tmp_path)
    [before] = read_catalogue()
    (tmp_path / "scenes" / "knight.py").write_bytes(content + b"\n")

    [after] = read_catalogue()

    assert before.artwork_sha256 != after.artwork_sha256


def test_a_template_without_a_title_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = json.loads((catalogue.HERE / "looks" / "sepia.json").read_text(encoding="utf-8"))
    del words["title"]

    with pytest.raises(BadCatalogue, match=r"sepia\.json"):
        _read_one(tmp_path, monkeypatch, words)


def test_the_page_of_pictures_tells_of_every_picture_typeface_and_model() -> None:
    page = PAGE.read_text(encoding="utf-8")

    # Written anew with: manage.py list_pictures > docs/pictures.md
    assert page == pictures_page()
    assert all(f"`{piece.slug}`" in page for piece in PIECES)
    assert all(wanted.package in page for wanted in WANTED)


def _read_one(folder: Path, monkeypatch: pytest.MonkeyPatch, words: dict[str, object]) -> Piece:
    (folder / "looks").mkdir(exist_ok=True)
    (folder / "looks" / "sepia.json").write_text(json.dumps(words), encoding="utf-8")
    monkeypatch.setattr(catalogue, "HERE", folder)
    [piece] = read_catalogue()
    return piece
