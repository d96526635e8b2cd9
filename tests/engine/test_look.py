"""Every shipped look renders, has words in two languages, and leaves people who they are."""

from typing import Any

import numpy as np
import pytest

from portraits.engine.errors import BadOption, BadPack
from portraits.engine.geometry import Pixels
from portraits.engine.look import render_look
from portraits.engine.options import extra_options, parse_options, specs
from portraits.engine.pipeline import render
from portraits.engine.template_pack import TemplatePack, read_pack, write_pack
from portraits.starter.catalogue import Piece, read_catalogue
from tests.engine.photos import file_of
from tests.engine.sitters import Found, skin_lab, smiling, typology_angle, uniformed

LOOKS = {piece.slug: piece for piece in read_catalogue() if piece.kind == "look"}
MAKEUP = sorted(slug for slug, piece in LOOKS.items() if piece.category == "makeup")
# Words of makers: a look speaks of light and colour.
TRADEMARKS = {"kodak", "fuji", "polaroid", "kodachrome", "technicolor", "instagram", "ray-ban"}


def pack_of(recipe: Any) -> TemplatePack:
    return TemplatePack(slug="one-look", kind="look", recipe=recipe)


def looked(found: Found, recipe: Any, **options: Any) -> Pixels:
    return render_look(found.pixels, found.landmarks, found.box, pack_of(recipe), options)


def makeup_with(**amounts: int) -> dict[str, Any]:
    parts = {name: {"amount": amount, "colour": [170, 30, 50]} for name, amount in amounts.items()}
    return {"steps": [{"step": "makeup", **parts}], "options": list(amounts)}


@pytest.mark.parametrize("slug", sorted(LOOKS))
def test_every_look_renders_the_same_picture_each_time(slug: str) -> None:
    found = uniformed()
    once, again = (looked(found, LOOKS[slug].recipe) for _ in range(2))
    assert once.shape == found.pixels.shape
    assert once.dtype == np.uint8
    assert np.array_equal(once, again)
    assert not np.array_equal(once, found.pixels)


@pytest.mark.parametrize("slug", sorted(LOOKS))
def test_a_look_of_strength_zero_is_the_photo_itself(slug: str) -> None:
    found = uniformed()
    assert np.array_equal(looked(found, LOOKS[slug].recipe, strength=0), found.pixels)


@pytest.mark.parametrize("piece", LOOKS.values(), ids=LOOKS)
def test_every_look_has_words_in_both_languages(piece: Piece) -> None:
    for texts in (piece.titles, piece.descriptions, piece.tags):
        assert set(texts) == {"en", "zh-hans"}
        assert all(texts.values())
    assert len(piece.tags["en"]) >= 3
    words = " ".join((*piece.titles.values(), *piece.descriptions.values(), *piece.tags["en"]))
    assert not TRADEMARKS & set(words.lower().replace(",", " ").split())


def test_there_are_looks_of_every_category() -> None:
    categories = {piece.category for piece in LOOKS.values()}
    assert categories == {"light", "colour", "makeup", "props", "drawn"}
    assert len(LOOKS) >= 16


@pytest.mark.parametrize("slug", [*MAKEUP, "rested", "golden-afternoon", "butterfly-light"])
@pytest.mark.parametrize("share", [0.35, 1.0])
def test_nobody_is_made_paler_or_darker(slug: str, share: float) -> None:
    found = smiling()
    photo = (found.pixels * share).astype(np.uint8)
    toned = Found(photo, found.landmarks, found.box)
    before = skin_lab(photo, toned)
    after = skin_lab(looked(toned, LOOKS[slug].recipe), toned)
    assert abs(after[0] - before[0]) < 4
    assert abs(typology_angle(after) - typology_angle(before)) < 8


def test_half_the_strength_is_half_way() -> None:
    found = uniformed()
    recipe = LOOKS["black-and-white"].recipe
    half, full = (looked(found, recipe, strength=s).astype(int) for s in (50, 100))
    assert np.abs(half - (full + found.pixels) / 2).max() <= 1


@pytest.mark.parametrize(
    "recipe",
    [
        {"steps": [{"step": "hypnotise"}]},
        {"steps": [{"step": "style", "kind": "cubism"}]},
        {"steps": [{}]},
    ],
)
def test_an_unknown_step_is_refused(recipe: Any) -> None:
    with pytest.raises(BadPack):
        looked(uniformed(), recipe)


def test_people_set_the_amounts_that_a_look_offers() -> None:
    found = smiling()
    recipe = makeup_with(lips=60, blush=40)
    bare = looked(found, recipe, lips=0, blush=0)
    assert np.array_equal(bare, found.pixels)
    assert np.array_equal(looked(found, recipe), looked(found, recipe, lips=60, blush=40))
    assert not np.array_equal(looked(found, recipe, lips=100, blush=40), looked(found, recipe))


def test_a_look_starts_with_the_amounts_of_its_recipe() -> None:
    extra = extra_options(makeup_with(lips=60, blush=40))
    assert extra == [{"name": "lips", "default": 60}, {"name": "blush", "default": 40}]
    assert parse_options("look", {"blush": "7"}, extra) == {"strength": 100, "lips": 60, "blush": 7}
    assert [spec.name for spec in specs("look", extra)] == ["strength", "lips", "blush"]


def test_an_amount_that_a_look_does_not_offer_is_refused_by_name() -> None:
    with pytest.raises(BadOption, match="lips"):
        parse_options("look", {"lips": 50})
    with pytest.raises(BadOption, match="blush"):
        parse_options("look", {"blush": 101}, extra_options(makeup_with(blush=10)))


def test_a_recipe_that_offers_what_it_does_not_have_is_refused() -> None:
    with pytest.raises(BadPack, match="lashes"):
        extra_options(makeup_with(lips=60) | {"options": ["lashes"]})


@pytest.mark.parametrize("slug", MAKEUP)
def test_every_makeup_look_offers_all_five_parts(slug: str) -> None:
    names = [one["name"] for one in extra_options(LOOKS[slug].recipe)]
    assert sorted(names) == ["blush", "brows", "lashes", "lips", "shadow"]


def test_a_look_is_the_same_after_its_pack_was_written_and_read() -> None:
    pack = pack_of(LOOKS["red-lips"].recipe)
    kept = read_pack(write_pack(pack))
    photo = file_of(uniformed().pixels)
    assert render(photo, kept, {"lips": 30}).jpeg == render(photo, pack, {"lips": 30}).jpeg
