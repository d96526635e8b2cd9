"""Whose face is where, from picture to picture.

Between two looks for faces the landmarks of one picture tell where to fit those of the next; now
and then a look from near asks whether it is a face still. Where one face passes behind another both
are fitted to the one in front: they become one, and the other is looked for. A cut in the film
starts anew.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from portraits.engine.clip.steady import Steady
from portraits.engine.clip.takes import Takes
from portraits.engine.detect import glance, look_near
from portraits.engine.frame import frame_of
from portraits.engine.geometry import BoundingBox, Landmarks, Pixels, Plane
from portraits.engine.landmarks import place_landmarks
from portraits.engine.skin import SkinColour, skin_colour

MOST_FACES = 4
# Pictures between two looks at the whole picture: while everybody is followed, and while nobody is.
LOOK_EVERY, SEARCH_EVERY = 24, 4
# Pictures between two looks from near, which keep the fit from drifting; how many that see nothing
# end it.
NEAR_EVERY, MOST_DOUBTS = 5, 3
# Pictures until somebody who came in, or came back, is wholly painted.
FADE_PICTURES = 5
# How much of a look is painted after so many looks from near that saw nothing.
BELIEF = (1.0, 0.4, 0.0)
SAME_FACE = 0.3
# Two fits whose points lie nearer than this on average, in eye distances, are on one face: of two
# heads so near to each other one hides the other.
ONE_FACE = 0.7
# Pictures in which whoever was lost is looked for as if nobody were followed.
SEARCH_FOR = 60
# How much of a new reading of the skin's colour is believed, so that makeup does not flicker.
TRUST = 0.15
# In eye distances: the detector's own boxes jump by less, a fit that has slipped is off by more.
MOST_DRIFT = 0.25
# Of the three fits of a still photo one is enough where time steadies it.
FITS = 1
# A fit that has this many times the size of the one before, or its inverse, fits nothing.
MOST_GROWTH = 1.5
# Eyes nearer together than this, in pixels, are nobody's.
LEAST_UNIT = 6.0


@dataclass(frozen=True, slots=True)
class Face:
    """One face in one picture: landmarks (68, 2), the colour of its skin, 0..1 how much of a look
    it wears."""

    landmarks: Landmarks
    skin: SkinColour
    share: float


class FaceTracker:
    """The faces of one clip."""

    def __init__(self) -> None:
        self._tracks: list[_Track] = []
        self._number = -1
        self._search_until = 0
        self._takes = Takes()
        self.most_seen = 0

    def follow(self, pixels: Pixels, at_s: float) -> list[Face]:
        """The faces of the next picture (H, W, 3), at most MOST_FACES."""
        self._number += 1
        is_new_take = self._takes.is_new(pixels)
        if is_new_take:
            self._tracks.clear()
        followed = len(self._tracks)
        self._tracks = [track for track in self._tracks if track.goes_on(pixels, at_s)]
        self._merge(pixels)
        if len(self._tracks) < followed:
            self._search_until = self._number + SEARCH_FOR
        is_calm = self._tracks and self._number >= self._search_until
        if is_new_take or self._number % (LOOK_EVERY if is_calm else SEARCH_EVERY) == 0:
            self._look(pixels, at_s, is_new_take=is_new_take)
            self._merge(pixels)
        self.most_seen = max(self.most_seen, len(self._tracks))
        return [track.face() for track in self._tracks]

    def _merge(self, pixels: Pixels) -> None:
        tracks, self._tracks = self._tracks, []
        for track in tracks:
            elder = next((one for one in self._tracks if one.is_on_face_of(track)), None)
            if elder:
                elder.take_in(track, pixels)
            else:
                self._tracks.append(track)

    def _look(self, pixels: Pixels, at_s: float, *, is_new_take: bool) -> None:
        for seen in glance(pixels):
            is_known = any(seen.box.overlap(one.box) > SAME_FACE for one in self._tracks)
            if not is_known and len(self._tracks) < MOST_FACES:
                share = 1.0 if is_new_take else 1 / FADE_PICTURES
                self._tracks.append(_Track(pixels, seen.box, at_s, share))


class _Track:
    """One face while it is followed."""

    def __init__(self, pixels: Pixels, box: BoundingBox, at_s: float, share: float) -> None:
        self.box = box
        self._landmarks = place_landmarks(pixels, box)
        self._place = _place_in(box, self._landmarks)
        self._steady = Steady(self._landmarks, at_s)
        self._skin = skin_colour(pixels, self._landmarks)
        self._age, self._share, self._doubts = 0, share, 0

    def goes_on(self, pixels: Pixels, at_s: float) -> bool:
        """Fits the landmarks to the next picture; False when the face is no longer there."""
        self._age += 1
        step = 1 / FADE_PICTURES
        self._share += float(np.clip(BELIEF[self._doubts] - self._share, -step, step))
        if self._age % NEAR_EVERY == 0:
            self._look_again(pixels)
        fitted = place_landmarks(pixels, self.box, fits=FITS)
        unit = frame_of(fitted).unit
        growth = unit / frame_of(self._landmarks).unit
        if not 1 / MOST_GROWTH < growth < MOST_GROWTH:
            return False
        self._landmarks = self._steady.follow(fitted, unit, at_s)
        self.box = _box_at(self._place, self._landmarks)
        return _is_in_picture(self.box, pixels) and unit >= LEAST_UNIT and self._is_believed

    def is_on_face_of(self, other: _Track) -> bool:
        """Whether both are fitted to the same face."""
        away = np.linalg.norm(self._landmarks - other._landmarks, axis=1).mean()
        units = frame_of(self._landmarks).unit, frame_of(other._landmarks).unit
        return bool(away < ONE_FACE * max(units))

    def take_in(self, other: _Track, pixels: Pixels) -> None:
        """Goes on for both; whose skin it is now is read anew, since it may be the other's."""
        self._share = max(self._share, other._share)
        self._skin = skin_colour(pixels, self._landmarks)

    def _look_again(self, pixels: Pixels) -> None:
        seen = look_near(pixels, self.box)
        if seen is None:
            self._doubts += 1
            return
        self._doubts = 0
        place = _place_in(seen, self._landmarks)
        if max(abs(one - two) for one, two in zip(place, self._place, strict=True)) > MOST_DRIFT:
            self._place, self.box = place, seen
        self._skin = _mixed(self._skin, skin_colour(pixels, self._landmarks))

    @property
    def _is_believed(self) -> bool:
        return self._doubts < MOST_DOUBTS

    def face(self) -> Face:
        """The face as it is painted now; one in doubt is painted less."""
        return Face(self._landmarks, self._skin, self._share)


def _place_in(box: BoundingBox, landmarks: Landmarks) -> tuple[float, float, float, float]:
    """Where the detector's box lies around the landmarks, in eye distances."""
    middle, unit = landmarks[17:].mean(axis=0), frame_of(landmarks).unit
    x, y = box.center
    return (
        float(x - middle[0]) / unit,
        float(y - middle[1]) / unit,
        box.width / unit,
        box.height / unit,
    )


def _box_at(place: tuple[float, float, float, float], landmarks: Landmarks) -> BoundingBox:
    middle, unit = landmarks[17:].mean(axis=0), frame_of(landmarks).unit
    right, down, width, height = (side * unit for side in place)
    x, y = float(middle[0]) + right, float(middle[1]) + down
    return BoundingBox(x - width / 2, y - height / 2, width, height)


def _is_in_picture(box: BoundingBox, pixels: Pixels) -> bool:
    x, y = box.center
    return bool(0 <= x < pixels.shape[1] and 0 <= y < pixels.shape[0])


def _mixed(before: SkinColour, now: SkinColour) -> SkinColour:
    def mix(one: Plane, other: Plane) -> Plane:
        return np.asarray(one + np.float32(TRUST) * (other - one), np.float32)

    return SkinColour(
        mix(before.middle, now.middle),
        mix(before.width, now.width),
        mix(before.linear, now.linear),
    )
