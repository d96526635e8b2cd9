"""Is this photo good enough, and in which words does one say so? The words are quality.py's."""

from __future__ import annotations

import cv2
import numpy as np

from .errors import FaceTooSmall, FaceTurned, TooBlurred, TooDark
from .geometry import (
    BoundingBox,
    Landmarks,
    Pixels,
    Plane,
    bounding_box,
    eye_distance,
)
from .pose import Pose, head_pose
from .raster import blur, gray, resize, to_lab

# Width of the detector's box. Below this there are fewer than some 25 px between the eyes.
LEAST_FACE_WIDTH = 52
LARGE_FACE_WIDTH = 160
# 8-bit luma of the brightest twentieth of the face: forehead and nose shine on every skin tone, so
# this judges the lamp and not the skin. Measured on public portraits: never below 90.
LEAST_HIGHLIGHT = 40
GOOD_HIGHLIGHT = 80
# Share of the face that is clipped to white.
MOST_CLIPPED = 0.25
# Lightness L* of the darker cheek over that of the lighter one.
LEAST_EVENNESS = 0.55
# Deviation of the Laplacian of a Gaussian on a face made JUDGED_WIDTH px wide, over the face's own
# contrast; without the Gaussian a sensor's noise would pass for detail. Portraits in focus have
# 0.1 and more; blurred by 1/80 of the face 0.035 to 0.08, by 1/35 at most 0.035.
JUDGED_WIDTH = 160
NOISE_SIGMA = 1.0
LEAST_SHARPNESS = 0.025
GOOD_SHARPNESS = 0.055
# Degrees. Past these, half of the face is not in the picture, or the 68 points no longer hold. Of
# 104 people who look at the camera some seem to nod by 29: a chin's length says little.
MOST_YAW, MOST_PITCH, MOST_ROLL = 42.0, 45.0, 40.0
GOOD_YAW, GOOD_PITCH, GOOD_ROLL = 24.0, 32.0, 20.0
# Lids and lower lids over cheeks in L*: no open face of 104 is below 0.48, drawn sunglasses of
# every twentieth above 0.42. Nose tip to bridge in a* and b*: no open face above 34.
LEAST_LID_LIGHT = 0.45
MOST_NOSE_STEP = 36.0
# Patches of skin: (point, point, share of the way from the first to the second).
RIGHT_CHEEK, LEFT_CHEEK = (2, 31, 0.55), (14, 35, 0.55)
LIDS = ((41, 31, 0.35), (46, 35, 0.35), (37, 19, 0.45), (44, 24, 0.45))
NOSE_BRIDGE, NOSE_TIP = (27, 28, 0.5), (30, 33, 0.0)
PATCH_RADIUS = 0.05

Patch = tuple[int, int, float]


def check_photo(pixels: Pixels, box: BoundingBox, landmarks: Landmarks) -> dict[str, str]:
    """Words about size, light, sharpness, pose and view of the face; see quality.VOCABULARY.

    Raises: FaceTooSmall, TooDark, TooBlurred, FaceTurned, when no portrait can come of it.
    """
    rows, columns = bounding_box(landmarks).inside(pixels.shape[1], pixels.shape[0])
    face = pixels[rows, columns]
    scale = JUDGED_WIDTH / max(1, face.shape[1])
    even = resize(face, JUDGED_WIDTH, max(8, round(face.shape[0] * scale)))
    points = np.asarray((landmarks - (columns.start, rows.start)) * scale, np.float32)
    lab = to_lab(even)
    return {
        "size": _judge_size(box),
        "light": _judge_light(gray(face), lab, points),
        "sharpness": _judge_sharpness(gray(even)),
        "pose": _judge_pose(head_pose(landmarks)),
        "view": _judge_view(lab, points),
    }


def _judge_size(box: BoundingBox) -> str:
    if box.width < LEAST_FACE_WIDTH:
        raise FaceTooSmall("the face is too small in the photo")
    return "large" if box.width >= LARGE_FACE_WIDTH else "small"


def _judge_light(face: Pixels, lab: Plane, points: Landmarks) -> str:
    highlight = float(np.percentile(face, 95))
    if highlight < LEAST_HIGHLIGHT:
        raise TooDark("the face is not lit")
    if float((face >= 254).mean()) > MOST_CLIPPED:
        return "glaring"
    if highlight < GOOD_HIGHLIGHT:
        return "dim"
    cheeks = sorted(float(_patch(lab, points, cheek)[0]) for cheek in (RIGHT_CHEEK, LEFT_CHEEK))
    return "even" if cheeks[0] >= LEAST_EVENNESS * cheeks[1] else "one_sided"


def _judge_sharpness(even: Pixels) -> str:
    value = sharpness(even)
    if value < LEAST_SHARPNESS:
        raise TooBlurred("the face holds no detail")
    return "sharp" if value >= GOOD_SHARPNESS else "soft"


def sharpness(even: Pixels) -> float:
    """Fine contrast over coarse contrast of a gray face (H, JUDGED_WIDTH)."""
    calm = blur(even.astype(np.float32), NOISE_SIGMA)
    return float(cv2.Laplacian(calm, cv2.CV_32F).std()) / max(float(even.std()), 4.0)


def _judge_pose(pose: Pose) -> str:
    if abs(pose.yaw) > MOST_YAW or abs(pose.pitch) > MOST_PITCH or abs(pose.roll) > MOST_ROLL:
        raise FaceTurned("the face looks away from the camera")
    if abs(pose.yaw) > GOOD_YAW or abs(pose.pitch) > GOOD_PITCH:
        return "turned"
    return "frontal" if abs(pose.roll) <= GOOD_ROLL else "tilted"


def _judge_view(lab: Plane, points: Landmarks) -> str:
    """Dark lenses take the light from the lids; a mask or hand gives the nose another colour."""
    lids = np.mean([_patch(lab, points, lid)[0] for lid in LIDS])
    cheeks = np.mean([_patch(lab, points, cheek)[0] for cheek in (RIGHT_CHEEK, LEFT_CHEEK)])
    if lids < LEAST_LID_LIGHT * cheeks:
        return "eyes_covered"
    step = _patch(lab, points, NOSE_TIP) - _patch(lab, points, NOSE_BRIDGE)
    return "clear" if float(np.hypot(*step[1:])) <= MOST_NOSE_STEP else "mouth_covered"


def _patch(lab: Plane, points: Landmarks, patch: Patch) -> Plane:
    """Median L*a*b* (3,) of a small square on the way from one point to another."""
    start, end, share = patch
    x, y = (1 - share) * points[start] + share * points[end]
    radius = max(1.0, eye_distance(points) * PATCH_RADIUS)
    square = BoundingBox(float(x) - radius, float(y) - radius, 2 * radius, 2 * radius)
    rows, columns = square.inside(lab.shape[1], lab.shape[0])
    inside = lab[rows, columns].reshape(-1, 3)
    return np.asarray(np.median(inside if len(inside) else lab.reshape(-1, 3), axis=0), np.float32)
