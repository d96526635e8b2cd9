"""The order of work: the only file that knows it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .codec import Photo, decode, encode_jpeg
from .detect import find_upright
from .errors import BadPack, FaceNotFound, NoFace, SeveralFaces
from .gate import check_photo
from .geometry import BoundingBox, Landmarks, Pixels
from .judge import judge_scene
from .landmarks import place_landmarks
from .options import OptionValue, extra_options, parse_options
from .quality import complete_card
from .template_pack import TemplatePack

WORKING_LONG_SIDE = 1600
# Somebody less than half as tall as the largest face stands in the background.
SECOND_FACE = 0.5

Report = Callable[[str], None]
Painter = Callable[
    [Pixels, Landmarks, BoundingBox, TemplatePack, Mapping[str, OptionValue]], Pixels
]


@dataclass(frozen=True, slots=True)
class Effect:
    """A finished picture. `timings_ms` by stage; `quality` in quality.py's words; `faces` in 0..1,
    left to right, as choose_face counts them."""

    jpeg: bytes
    width: int
    height: int
    timings_ms: dict[str, float]
    quality: dict[str, str]
    faces: list[dict[str, object]]


@dataclass(slots=True)
class Clock:
    """Tells the stage to whoever listens, and measures how long each took."""

    report: Report | None
    timings_ms: dict[str, float] = field(default_factory=dict)
    _stage: str = ""
    _since: float = 0.0

    def start(self, stage: str) -> None:
        """The next stage begins; the one before has ended."""
        now = time.perf_counter()
        if self._stage:
            spent = (now - self._since) * 1000
            self.timings_ms[self._stage] = self.timings_ms.get(self._stage, 0.0) + spent
        self._stage, self._since = stage, now
        if stage and self.report is not None:
            self.report(stage)


def render(
    data_or_photo: bytes | Photo,
    pack: TemplatePack,
    options: Mapping[str, object] | None = None,
    *,
    face: int | None = None,
    report: Report | None = None,
) -> Effect:
    """A photo (file bytes or decoded) and a template to an effect.

    `face` chooses by index from left to right; `report` hears every stage's name as it starts.
    Raises: EngineError; the same input gives the same bytes.
    """
    clock = Clock(report)
    clock.start("decode")
    photo = data_or_photo
    if not isinstance(photo, Photo):
        photo = decode(photo, long_side=WORKING_LONG_SIDE)
    return _render(photo, pack, options, face, clock)


def render_photo(
    photo: Photo,
    pack: TemplatePack,
    options: Mapping[str, object] | None = None,
    *,
    face: int | None = None,
    report: Report | None = None,
) -> Effect:
    """As `render`, for a photo that was decoded elsewhere."""
    return _render(photo, pack, options, face, Clock(report))


def _render(
    photo: Photo,
    pack: TemplatePack,
    options: Mapping[str, object] | None,
    face: int | None,
    clock: Clock,
) -> Effect:
    parsed = parse_options(pack.kind, options, extra_options(pack.recipe))
    clock.start("detect")
    sighting = find_upright(photo.pixels)
    faces = describe_faces(sighting.boxes_as_given(), photo.pixels)
    box = choose_face(sighting.boxes, face, faces)
    pixels = sighting.pixels
    clock.start("landmarks")
    landmarks = place_landmarks(pixels, box)
    clock.start("align")
    words = check_photo(pixels, box, landmarks)
    clock.start("paint")
    painted = painter_of(pack.kind)(pixels, landmarks, box, pack, parsed)
    clock.start("judge")
    if pack.kind == "scene":
        words |= judge_scene(painted, pack, landmarks)
    clock.start("encode")
    jpeg = encode_jpeg(painted)
    clock.start("")
    height, width = painted.shape[:2]
    return Effect(jpeg, width, height, clock.timings_ms, complete_card(words), faces)


def describe_faces(boxes: list[BoundingBox], pixels: Pixels) -> list[dict[str, object]]:
    """[{index, box: [x, y, width, height]}] in 0..1 of the photo as decoded, left to right."""
    height, width = pixels.shape[:2]
    return [
        {"index": index, "box": [round(value, 4) for value in _shares(box, width, height)]}
        for index, box in enumerate(boxes)
    ]


def _shares(box: BoundingBox, width: int, height: int) -> list[float]:
    left, right = max(0.0, box.x / width), min(1.0, (box.x + box.width) / width)
    top, bottom = max(0.0, box.y / height), min(1.0, (box.y + box.height) / height)
    return [left, top, right - left, bottom - top]


def choose_face(
    boxes: list[BoundingBox], face: int | None, faces: list[dict[str, object]]
) -> BoundingBox:
    """The face that is meant. Raises: NoFace, SeveralFaces, FaceNotFound."""
    if not boxes:
        raise NoFace("nobody was found in the photo")
    if face is not None:
        if not 0 <= face < len(boxes):
            raise FaceNotFound("this photo has no face with that index")
        return boxes[face]
    by_height = sorted(boxes, key=lambda box: box.height, reverse=True)
    if len(by_height) > 1 and by_height[1].height >= SECOND_FACE * by_height[0].height:
        raise SeveralFaces(faces)
    return by_height[0]


def painter_of(kind: str) -> Painter:
    # Imported at first use: a worker that paints scenes only needs no segmentation.
    if kind == "scene":
        from .scene import render_scene

        return render_scene
    if kind == "look":
        from .look import render_look

        return render_look
    if kind == "studio":
        from .studio import render_studio

        return render_studio
    raise BadPack("unknown kind of template")
