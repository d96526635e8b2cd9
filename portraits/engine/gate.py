"""Is this photo good enough, and in which words does one say so?"""

from __future__ import annotations

import cv2
import numpy as np

from .errors import FaceTooSmall, FaceTurned, TooBlurred, TooDark
from .geometry import BoundingBox, Landmarks, Pixels, bounding_box
from .pose import Pose, head_pose
from .raster import gray, resize

# Width of the detector's box. Below this there are fewer than some 25 px between the eyes.
LEAST_FACE_WIDTH = 52
GOOD_FACE_WIDTH = 160
# 8-bit luma of the brightest twentieth of the face: forehead and nose shine on every skin tone, so
# this judges the lamp and not the skin. Measured on public portraits: never below 90.
LEAST_HIGHLIGHT = 40
GOOD_HIGHLIGHT = 80
# Share of the face that is clipped to white.
MOST_CLIPPED = 0.25
# Deviation of the Laplacian on a face made SHARPNESS_WIDTH px wide, over the face's own contrast.
SHARPNESS_WIDTH = 160
LEAST_SHARPNESS = 0.035
GOOD_SHARPNESS = 0.12
# Degrees. Past these, half of the face is not in the picture, or the 68 points no longer hold.
MOST_YAW, MOST_PITCH, MOST_ROLL = 42.0, 38.0, 40.0
GOOD_ANGLE = 20.0


def check_photo(pixels: Pixels, box: BoundingBox, landmarks: Landmarks) -> dict[str, str]:
    """Words about size, light, sharpness and pose: "good" or what to do better next time.

    Raises: FaceTooSmall, TooDark, TooBlurred, FaceTurned, when no portrait can come of it.
    """
    rows, columns = bounding_box(landmarks).inside(pixels.shape[1], pixels.shape[0])
    face = gray(pixels[rows, columns])
    return {
        "size": _judge_size(box),
        "light": _judge_light(face),
        "sharpness": _judge_sharpness(face),
        "pose": _judge_pose(head_pose(landmarks)),
    }


def _judge_size(box: BoundingBox) -> str:
    if box.width < LEAST_FACE_WIDTH:
        raise FaceTooSmall("the face is too small in the photo")
    return "good" if box.width >= GOOD_FACE_WIDTH else "small"


def _judge_light(face: Pixels) -> str:
    highlight = float(np.percentile(face, 95))
    if highlight < LEAST_HIGHLIGHT:
        raise TooDark("the face is not lit")
    if float((face >= 254).mean()) > MOST_CLIPPED:
        return "glaring"
    return "good" if highlight >= GOOD_HIGHLIGHT else "dim"


def sharpness(face: Pixels) -> float:
    """Fine contrast over coarse contrast of a grey face (H, W)."""
    height = max(8, round(face.shape[0] * SHARPNESS_WIDTH / face.shape[1]))
    even = resize(face, SHARPNESS_WIDTH, height).astype(np.float32)
    return float(cv2.Laplacian(even, cv2.CV_32F).std()) / max(float(even.std()), 4.0)


def _judge_sharpness(face: Pixels) -> str:
    value = sharpness(face)
    if value < LEAST_SHARPNESS:
        raise TooBlurred("the face holds no detail")
    return "good" if value >= GOOD_SHARPNESS else "soft"


def _judge_pose(pose: Pose) -> str:
    if abs(pose.yaw) > MOST_YAW or abs(pose.pitch) > MOST_PITCH or abs(pose.roll) > MOST_ROLL:
        raise FaceTurned("the face looks away from the camera")
    return "good" if max(abs(pose.yaw), abs(pose.pitch)) <= GOOD_ANGLE else "turned"
