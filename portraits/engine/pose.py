"""Where a head looks, from its 68 points, and how its points would lie if it looked elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from .geometry import INNER_FACE, Landmarks, Points, bounding_box

Rotation = npt.NDArray[np.float64]

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
# Depth behind the nose tip of the points 17..67 on the same head.
_BROW = (40.0, 31.0, 25.0, 22.0, 21.0)
_EYE = (34.0, 29.0, 27.0, 27.0, 28.0, 30.0)
_OUTER_LIP = (22.0, 16.0, 12.0, 11.0, 12.0, 16.0, 22.0, 17.0, 14.0, 13.0, 14.0, 17.0)
_INNER_LIP = (21.0, 15.0, 14.0, 15.0, 21.0, 15.0, 14.0, 15.0)
DEPTH = np.array(
    [
        *(*_BROW, *_BROW[::-1]),
        *(18.0, 12.0, 6.0, 0.0, 15.0, 12.5, 12.0, 12.5, 15.0),
        *(*_EYE, *(_EYE[i] for i in (3, 2, 1, 0, 5, 4))),
        *(*_OUTER_LIP, *_INNER_LIP),
    ]
)
# Past this turn the far side of a face shows too little to be drawn from the front.
MOST_TURN = 32.0


@dataclass(frozen=True, slots=True)
class Pose:
    """Degrees; 0, 0, 0 looks into the camera. Yaw is positive to the picture's right, pitch
    positive downwards, roll positive clockwise."""

    yaw: float
    pitch: float
    roll: float


def head_pose(landmarks: Landmarks) -> Pose:
    """The head's turn by perspective-n-point on ten rigid points."""
    rotation = _rotation(landmarks)
    yaw = np.degrees(np.arctan2(-rotation[0, 2], rotation[2, 2]))
    pitch = np.degrees(np.arcsin(np.clip(rotation[1, 2], -1, 1)))
    roll = np.degrees(np.arctan2(rotation[1, 0], rotation[0, 0]))
    return Pose(float(yaw), float(pitch), float(roll))


def pose_gap(person: Landmarks, template: Landmarks) -> float:
    """Degrees between two heads' turns to the side: past 20 another template fits better."""
    return abs(head_pose(person).yaw - head_pose(template).yaw)


def turn_inner_face(landmarks: Landmarks, degrees: float) -> Points:
    """Points 17..67 (51, 2) as they would lie, had the head turned by `degrees` to the picture's
    right. Each point keeps its own place on the head; only its depth is an average head's.
    """
    turn = float(np.clip(degrees, -MOST_TURN, MOST_TURN))
    before = _rotation(landmarks)
    after = before @ _about_vertical(turn)
    inner = landmarks[list(INNER_FACE)].astype(np.float64)
    shown = HEAD @ before[:2].T
    seen = landmarks[list(RIGID)].astype(np.float64)
    scale = float(np.linalg.norm(seen - seen.mean(axis=0)))
    scale /= float(np.linalg.norm(shown - shown.mean(axis=0)))
    nose = landmarks[30].astype(np.float64)
    deep = DEPTH[:, None] * before[:2, 2]
    flat = np.linalg.solve(before[:2, :2], ((inner - nose) / scale - deep).T).T
    turned = flat @ after[:2, :2].T + DEPTH[:, None] * after[:2, 2]
    return np.asarray(turned * scale + nose, np.float32)


def _rotation(landmarks: Landmarks) -> Rotation:
    """The rotation (3, 3) from the average head to the camera."""
    box = bounding_box(landmarks)
    # A portrait lens: about six face widths away. The angles hardly depend on it.
    focal = 6.0 * box.width
    camera = np.array([[focal, 0, box.center[0]], [0, focal, box.center[1]], [0, 0, 1]])
    seen = landmarks[list(RIGID)].astype(np.float64)
    _, turn, _ = cv2.solvePnP(HEAD, seen, camera, np.zeros(4), flags=cv2.SOLVEPNP_SQPNP)
    return np.asarray(cv2.Rodrigues(turn)[0], np.float64)


def _about_vertical(degrees: float) -> Rotation:
    """Turning the nose (z = 0 in front, depth positive) towards the picture's right."""
    angle = np.radians(degrees)
    cosine, sine = np.cos(angle), np.sin(angle)
    return np.array([[cosine, 0.0, -sine], [0.0, 1.0, 0.0], [sine, 0.0, cosine]])
