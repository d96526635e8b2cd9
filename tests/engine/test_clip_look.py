"""What may be put on a clip, and what is refused by its name."""

import pytest

from portraits.engine.clip.look import ClipLook
from portraits.engine.errors import BadOption
from portraits.services.choose_clip_look import clip_specs, look_of, parse_clip_options
from tests.engine.clip_pictures import look


def test_a_clip_takes_what_the_camera_offers_and_what_a_video_needs() -> None:
    defaults = {spec.name: spec.default for spec in clip_specs()}

    assert parse_clip_options({}) == defaults
    assert {name for name, value in defaults.items() if value} == {"sound", "mark", "strength"}
    assert look_of(defaults) == ClipLook()
    assert not look_of(defaults).touches_face


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"lips": 101}, "lips"),
        ({"lips": "many"}, "lips"),
        ({"filter": "no such"}, "filter"),
        ({"backdrop": "crown"}, "backdrop"),
        ({"start_ms": -1}, "start_ms"),
        ({"start_ms": 12345678}, "start_ms"),
        ({"start_ms": "00000500"}, "start_ms"),
        ({"end_ms": 3_600_001}, "end_ms"),
        ({"start_ms": 500, "end_ms": 500}, "end_ms"),
        ({"start_ms": 500, "end_ms": 400}, "end_ms"),
        ({"start_ms": 0, "end_ms": 60_001}, "end_ms"),
        ({"sound": "perhaps"}, "sound"),
        ({"speed": 2}, "speed"),
    ],
)
def test_what_cannot_be_chosen_is_said_by_its_name(given: dict[str, object], field: str) -> None:
    with pytest.raises(BadOption) as bad:
        parse_clip_options(given)

    assert bad.value.field == field


def test_an_amount_without_a_makeup_has_the_colours_the_camera_shows() -> None:
    plain, red = look(lips=50), look(lips=50, makeup="red-lips")

    assert plain.makeup == red.makeup
    assert plain.makeup is not None
    assert set(look(lashes=10, liner=20).makeup or ()) == {"single_lashes", "liner"}


def test_a_part_may_begin_late_in_a_long_video() -> None:
    chosen = parse_clip_options({"start_ms": "3590000", "end_ms": 3_600_000})

    assert (chosen["start_ms"], chosen["end_ms"]) == (3_590_000, 3_600_000)
    assert parse_clip_options({"start_ms": "0000500"})["start_ms"] == 500
