"""The pipeline that tutorials teach, written down by us, to measure against.

Detect on the whole picture enlarged once, place 68 points, warp every Delaunay triangle of the
person's face onto the template's points, cut along the hull, clone it in by Poisson's equation.
Template and photo are treated alike, as those scripts do it.
"""

from __future__ import annotations

import io

import cv2
import numpy as np
from PIL import Image

from portraits.engine.geometry import Landmarks, Pixels, delaunay_triangles
from portraits.engine.raster import gray
from portraits.engine.weights import face_detector, landmark_model


def swap_by_the_book(photo: bytes, template: bytes, *, quality: int = 92) -> bytes:
    """This function will return the template's picture, as JPEG, with the photo's face."""
    person, scene = (
        np.asarray(Image.open(io.BytesIO(file)).convert("RGB")) for file in (photo, template)
    )
    source, target = _points(person), _points(scene)
    warped = _warp(person, source, target, scene.shape)
    hull = cv2.convexHull(target.astype(np.int32))
    mask = np.zeros(scene.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, hull, 255)
    left, top, width, height = cv2.boundingRect(hull)
    middle = (left + width // 2, top + height // 2)
    cloned = cv2.seamlessClone(warped, scene, mask, middle, cv2.NORMAL_CLONE)
    stream = io.BytesIO()
    Image.fromarray(cloned).save(stream, "JPEG", quality=quality)
    return stream.getvalue()


def _decoded(file: bytes) -> Pixels:
    return np.asarray(Image.open(io.BytesIO(file)).convert("RGB"), np.uint8)


def _points(pixels: Pixels) -> Landmarks:
    plane = gray(pixels)
    box = max(face_detector()(plane, 1), key=lambda found: found.height())
    shape = landmark_model()(plane, box)
    return np.array([(point.x, point.y) for point in shape.parts()], np.float32)


def _warp(person: Pixels, source: Landmarks, target: Landmarks, shape: tuple[int, ...]) -> Pixels:
    """Triangle by triangle, each in its own rectangle."""
    result = np.zeros(shape, np.uint8)
    for triangle in delaunay_triangles(target):
        before, after = source[triangle], target[triangle]
        x, y, width, height = cv2.boundingRect(after)
        corner_x, corner_y, part_width, part_height = cv2.boundingRect(before)
        part = person[corner_y : corner_y + part_height, corner_x : corner_x + part_width]
        start = np.asarray(before - (corner_x, corner_y), np.float32)
        end = np.asarray(after - (x, y), np.float32)
        matrix = cv2.getAffineTransform(start, end)
        moved = cv2.warpAffine(part, matrix, (width, height), borderMode=cv2.BORDER_REFLECT_101)
        inside = np.zeros((height, width), np.uint8)
        cv2.fillConvexPoly(inside, end.astype(np.int32), 1)
        room = result[y : y + height, x : x + width]
        np.copyto(room, moved, where=inside[: room.shape[0], : room.shape[1], None] > 0)
    return result
