from functools import cache

import cv2
import numpy as np
import pytest

from portraits.engine.detect import find_faces
from portraits.engine.errors import BadOption
from portraits.engine.framing import FORMATS
from portraits.engine.landmarks import place_landmarks
from portraits.engine.options import SIZES, extra_options, parse_options
from portraits.engine.studio import cast_shadow, render_studio, wrap_light
from portraits.engine.template_pack import TemplatePack
from portraits.starter.catalogue import read_catalogue
from tests.engine.sitters import Found, smiling, uniformed

STUDIOS = {piece.slug: piece for piece in read_catalogue() if piece.kind == "studio"}


@cache
def small() -> Found:
    """The smiling sitter at a size that renders fast."""
    found = smiling()
    pixels = cv2.resize(found.pixels, (480, 480), interpolation=cv2.INTER_AREA)
    return Found(pixels, found.landmarks * (480 / 1024), found.box.scaled(480 / 1024))


def pack_of(slug):
    return TemplatePack(slug, "studio", STUDIOS[slug].recipe)


def rendered(slug, found, **options):
    pack = pack_of(slug)
    chosen = parse_options("studio", options, extra_options(pack.recipe))
    return render_studio(found.pixels, found.landmarks, found.box, pack, chosen)


def test_there_are_studios_enough_to_choose_from():
    assert len(STUDIOS) >= 14


@pytest.mark.parametrize("slug", sorted(STUDIOS))
def test_every_studio_renders(slug):
    portrait = rendered(slug, small())
    wanted = FORMATS[STUDIOS[slug].recipe["defaults"]["size"]]
    height, width = portrait.shape[:2]
    assert portrait.dtype == np.uint8
    assert width / height == pytest.approx(wanted.width / wanted.height, abs=0.003)
    assert portrait.std() > 15


@pytest.mark.parametrize("slug", sorted(STUDIOS))
def test_every_studio_speaks_both_languages(slug):
    piece = STUDIOS[slug]
    for texts in (piece.titles, piece.descriptions, piece.tags):
        assert all(texts[language] for language in ("en", "zh-hans"))
    assert len(piece.tags["en"]) == len(piece.tags["zh-hans"]) >= 3
    assert not any(word.isascii() for word in (piece.titles["zh-hans"], *piece.tags["zh-hans"]))


def test_an_identity_paper_gives_an_identity_photo_unless_another_size_is_wished():
    assert rendered("plain-white-id", small()).shape == (1063, 827, 3)
    assert rendered("light-grey-id", small()).shape == (1200, 1200, 3)
    assert rendered("plain-white-id", small(), size="id_2x2").shape == (1200, 1200, 3)


@pytest.mark.parametrize("size", SIZES)
def test_every_size_can_be_wished(size):
    portrait = rendered("warm-paper", small(), size=size)
    wanted = FORMATS[size]
    assert portrait.shape[1] / portrait.shape[0] == pytest.approx(
        wanted.width / wanted.height, abs=0.003
    )
    assert max(portrait.shape) <= 1600


@pytest.mark.parametrize(("size", "least", "most"), [("id_35x45", 32, 36), ("id_2x2", 25.4, 35.1)])
def test_a_head_measured_on_the_finished_id_keeps_to_the_rules(size, least, most):
    """Chin by landmarks, crown by where the paper ends: measured anew on the picture."""
    portrait = rendered("plain-blue-id", smiling(), size=size)
    chin = place_landmarks(portrait, find_faces(portrait)[0])[8, 1]
    paper = np.abs(portrait.astype(int) - (67, 142, 219)).max(axis=2) < 12
    crown = np.flatnonzero((~paper[:, portrait.shape[1] // 2 - 60 :][:, :120]).any(axis=1))[0]
    sheet = {"id_35x45": 45, "id_2x2": 50.8}[size]
    assert least - 0.8 <= (chin - crown) / portrait.shape[0] * sheet <= most + 0.8


def test_a_frame_is_left_off_an_identity_photo():
    framed, bare = pack_of("white-border"), dict(pack_of("white-border").recipe)
    del bare["frame"]
    found = small()
    options = {"size": "id_35x45"}
    with_frame = render_studio(found.pixels, found.landmarks, found.box, framed, options)
    without = TemplatePack("bare", "studio", bare)
    assert np.array_equal(
        with_frame, render_studio(found.pixels, found.landmarks, found.box, without, options)
    )


def test_an_unknown_size_is_refused():
    found = small()
    with pytest.raises(BadOption):
        render_studio(
            found.pixels, found.landmarks, found.box, pack_of("warm-paper"), {"size": "poster"}
        )


@pytest.mark.parametrize("slug", ["window-light", "navy-suit", "walnut-frame"])
def test_the_same_photo_gives_the_same_studio_portrait(slug):
    assert np.array_equal(rendered(slug, small()), rendered(slug, small()))


def test_the_photo_is_left_as_it_was():
    found = uniformed()
    before = found.pixels.copy()
    rendered("black-rollneck", found)
    assert np.array_equal(found.pixels, before)


def test_nothing_of_the_old_background_is_left_behind_the_person():
    portrait = rendered("plain-white-id", smiling())
    upper = portrait[:60]
    assert (upper > 240).all()


def test_a_shadow_falls_beside_the_person_and_not_across_the_wall():
    wall = np.full((300, 240, 3), 200, np.uint8)
    alpha = np.zeros((300, 240), np.float32)
    alpha[100:, 80:160] = 1
    shaded = cast_shadow(wall, alpha, {"amount": 40, "offset": [5, 2], "softness": 4})
    assert shaded[250, 168].max() < 190
    assert shaded[20, 20].min() >= 198
    assert shaded[250, 165].mean() < shaded[250, 75].mean()


def test_light_from_the_backdrop_wraps_around_the_edge_alone():
    person = np.full((300, 300, 3), 60, np.uint8)
    alpha = np.zeros((300, 300), np.float32)
    alpha[60:240, 60:240] = 1
    wrapped = wrap_light(person, np.full((300, 300, 3), 255, np.uint8), alpha, 0.4)
    assert wrapped[150, 63].min() > 66
    assert np.abs(wrapped[150, 150].astype(int) - 60).max() <= 1
