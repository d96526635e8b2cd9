"""Where the person is: a small network when it is installed, else GrabCut from the face.

References: MediaPipe selfie segmentation (model card, Apache-2.0); Rother et al., GrabCut, 2004.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import cv2
import numpy as np

from .detect import find_faces
from .geometry import BoundingBox, Mask, Pixels
from .raster import resize
from .weights import segmentation_path

NETWORK_SIDE = 256
GRABCUT_SIDE = 320
# A person who fills less of the picture than this is looked at again, nearer.
SMALL_PERSON = 0.4


def segment_person(
    pixels: Pixels, box: BoundingBox | None = None, long_side: int | None = None
) -> Mask:
    """Soft mask (H, W) of the people in the picture, 1 inside; no longer than `long_side`.

    `box` is the face in the picture, if it is known. Where the network is not installed it is
    looked for otherwise, and a picture without any is taken to show its middle.
    """
    whole = max(pixels.shape[:2])
    scale = min(1.0, (long_side or whole) / whole)
    height, width = (max(1, round(side * scale)) for side in pixels.shape[:2])
    if segmentation_path() is None:
        return resize(by_grabcut(pixels, box), width, height)
    mask = resize(_by_network(pixels), width, height)
    return _looked_at_again(pixels, mask, box.scaled(scale) if box else None, scale)


def _looked_at_again(pixels: Pixels, mask: Mask, face: BoundingBox | None, scale: float) -> Mask:
    """The network has 256 px for the whole picture: a small person gets them all.

    `face` is in the mask, whose size is the picture's times `scale`.
    """
    height, width = mask.shape
    sure = (mask > 0.5).astype(np.uint8)
    if face is not None:
        # Head and chest, which the network may have missed altogether.
        bust = BoundingBox(face.x, face.y, face.width, 2 * face.height).grown(0.7)
        sure[bust.inside(width, height)] = 1
    left, top, wide, high = cv2.boundingRect(sure)
    near = BoundingBox(left, top, wide, high).grown(0.15)
    rows, columns = near.inside(width, height)
    place = mask[rows, columns]
    if wide * high == 0 or place.size > SMALL_PERSON * mask.size:
        return mask
    seen = BoundingBox(columns.start, rows.start, place.shape[1], place.shape[0]).scaled(1 / scale)
    part = pixels[seen.inside(pixels.shape[1], pixels.shape[0])]
    nearer = np.zeros_like(mask)
    nearer[rows, columns] = resize(_by_network(part), place.shape[1], place.shape[0])
    return nearer


def glance_at_person(pixels: Pixels) -> Mask:
    """Soft mask of the people in a moving picture, without a second look: (256, 256), stretched, by
    the network; else of the picture's shape, slowly."""
    if segmentation_path() is None:
        return by_grabcut(pixels, None)
    return _by_network(pixels)


@cache
def _network(path: str) -> Any:
    return cv2.dnn.readNetFromTFLite(path)


def _by_network(pixels: Pixels) -> Mask:
    """(256, 256), stretched as the network was trained: the mean of the picture and its mirror."""
    small = resize(pixels, NETWORK_SIDE, NETWORK_SIDE)
    seen, mirrored = _answer(small), _answer(np.ascontiguousarray(small[:, ::-1]))
    return np.asarray((seen + mirrored[:, ::-1]) / 2, np.float32)


def _answer(small: Pixels) -> Mask:
    network = _network(str(segmentation_path()))
    network.setInput(cv2.dnn.blobFromImage(small, 1 / 255))
    return np.asarray(network.forward()[0, 0], np.float32)


def by_grabcut(pixels: Pixels, box: BoundingBox | None) -> Mask:
    """Soft mask of the person around a face, at GRABCUT_SIDE px: what is left without a network."""
    height, width = pixels.shape[:2]
    scale = GRABCUT_SIDE / max(height, width)
    small = resize(pixels, max(8, round(width * scale)), max(8, round(height * scale)))
    face = (box or _any_face(pixels)).scaled(scale)
    labels = _labels(small.shape[:2], face)
    # GrabCut seeds its mixtures from OpenCV's own generator: fixed, or bytes would differ.
    cv2.setRNGSeed(1)
    background, foreground = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.grabCut(small, labels, (0, 0, 1, 1), background, foreground, 4, cv2.GC_INIT_WITH_MASK)
    sure = ((labels == cv2.GC_FGD) | (labels == cv2.GC_PR_FGD)).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(sure, (0, 0), 1.2), np.float32)


def _any_face(pixels: Pixels) -> BoundingBox:
    found = find_faces(pixels)
    if found:
        return max(found, key=lambda face: face.height)
    height, width = pixels.shape[:2]
    return BoundingBox(width * 0.35, height * 0.2, width * 0.3, width * 0.3)


def _labels(shape: tuple[int, ...], face: BoundingBox) -> Pixels:
    """Seeds: face and chest are a person for sure, hair and shoulders probably."""
    labels = np.full(shape, cv2.GC_BGD, np.uint8)
    x, y = face.center
    wide, high = face.width, face.height
    shoulders = (round(x), round(y + 2.0 * high)), (round(2.1 * wide), round(1.4 * high))
    cv2.ellipse(labels, *shoulders, 0, 0, 360, cv2.GC_PR_FGD, -1)
    below = (
        slice(round(y + 1.6 * high), None),
        slice(max(0, round(x - 2 * wide)), round(x + 2 * wide)),
    )
    labels[below] = cv2.GC_PR_FGD
    head = (round(x), round(y - 0.1 * high)), (round(1.0 * wide), round(1.2 * high))
    cv2.ellipse(labels, *head, 0, 0, 360, cv2.GC_PR_FGD, -1)
    chest = (round(x), round(y + 1.95 * high)), (round(1.0 * wide), round(0.85 * high))
    for sure in (((round(x), round(y)), (round(0.4 * wide), round(0.68 * high))), chest):
        cv2.ellipse(labels, *sure, 0, 0, 360, cv2.GC_FGD, -1)
    return labels
