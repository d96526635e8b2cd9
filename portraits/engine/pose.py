"""Where a head looks, from its 68 points."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .geometry import Landmarks, bounding_box

# Points that hardly move with the expression, and an average head in millimetres: x to the
# picture's right, y down, z away from the camera, nose tip as origin. Distances after
# L. Farkas, "Anthropometry of the Head and Face", 1994 (outer canthi 89, mouth 50,
# nasion to chin 118, nose depth 22).
RIGID = (8, 27, 30, 33, 36, 39, 42, 45, 48, 54)
HEAD = np.array(
    [
        (0.0, 70.0, 16.0),
        (0.0, -42.0, 18.0),
        (0.0, 0.0, 0.0),
        (0.0, 12.0, 12.0),
        (-44.5, -36.0, 34.0),
        (-16.5, -36.0, 27.0),
        (16.5, -36.0, 27.0),
        (44.5, -36.0, 34.0),
        (-25.0, 34.0, 22.0),
        (25.0, 34.0, 22.0),
    ]
)


@dataclass(frozen=True, slots=True)
class Pose:
    """Degrees; 0, 0, 0 looks into the camera. Yaw is positive to the picture's right, pitch
    positive downwards, roll positive clockwise."""

    yaw: float
    pitch: float
    roll: float


def head_pose(landmarks: Landmarks) -> Pose:
    """The head's turn by perspective-n-point on ten rigid points."""
    box = bounding_box(landmarks)
    # A portrait lens: about six face widths away. The angles hardly depend on it.
    focal = 6.0 * box.width
    camera = np.array([[focal, 0, box.center[0]], [0, focal, box.center[1]], [0, 0, 1]])
    seen = landmarks[list(RIGID)].astype(np.float64)
    _, turn, _ = cv2.solvePnP(HEAD, seen, camera, np.zeros(4), flags=cv2.SOLVEPNP_SQPNP)
    rotation = np.asarray(cv2.Rodrigues(turn)[0])
    yaw = np.degrees(np.arctan2(-rotation[0, 2], -rotation[2, 2] * -1))
    pitch = np.degrees(np.arcsin(np.clip(rotation[1, 2], -1, 1)))
    roll = np.degrees(np.arctan2(rotation[1, 0], rotation[0, 0]))
    return Pose(float(yaw), float(pitch), float(roll))
