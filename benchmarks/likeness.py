"""How alike two faces are, for measuring only: the product never computes an embedding.

References: D. King, "High Quality Face Recognition with Deep Metric Learning", dlib.net, 2017;
K. He et al., "Deep Residual Learning for Image Recognition", CVPR 2016.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

import dlib
import numpy as np
import numpy.typing as npt

from portraits.engine.geometry import Landmarks, Pixels

Embedding = npt.NDArray[np.float64]
MODEL_FILE = "dlib_face_recognition_resnet_model_v1.dat"
# Two photos of one person lie at 0.34 to 0.43, two people hardly ever below 0.6.
GOOD_DISTANCE = 0.45


@cache
def _network() -> Any:
    spec = importlib.util.find_spec("face_recognition_models")
    if spec is None or spec.origin is None:
        raise SystemExit("package face_recognition_models is not installed")
    path = Path(spec.origin).parent / "models" / MODEL_FILE
    return dlib.face_recognition_model_v1(str(path))


def embed(pixels: Pixels, landmarks: Landmarks) -> Embedding:
    """This function will describe the face at `landmarks` (68, 2) by 128 numbers."""
    low, high = landmarks.min(axis=0), landmarks.max(axis=0)
    box = dlib.rectangle(int(low[0]), int(low[1]), int(high[0]), int(high[1]))
    points = [dlib.point(round(float(x)), round(float(y))) for x, y in landmarks]
    shape = dlib.full_object_detection(box, dlib.points(points))
    return np.array(_network().compute_face_descriptor(pixels, shape))


def distance(a: Embedding, b: Embedding) -> float:
    """This function will return the Euclidean distance of two embeddings."""
    return float(np.linalg.norm(a - b))
