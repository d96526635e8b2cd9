"""What the engine refuses, and under which stable code.

The codes are part of the product's interface: pages, the API and the command line translate them
into sentences. The message is for developers and never holds anything about the person.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar


class EngineError(Exception):
    """A photo, a template or an option that the engine cannot work with."""

    code: ClassVar[str] = "engine_error"


class NotAnImage(EngineError):
    """The bytes are no picture, or a damaged one."""

    code = "not_an_image"


class UnsupportedFormat(EngineError):
    """A picture, but in a format that is not offered (GIF, TIFF, BMP, ...)."""

    code = "unsupported_format"


class NotAClip(EngineError):
    """The bytes are no video, or a damaged one."""

    code = "not_a_clip"


class ClipTooLong(EngineError):
    """More than a minute would be kept."""

    code = "clip_too_long"


class EmptyPart(EngineError):
    """There is no picture between the chosen times."""

    code = "empty_part"


class FileTooLarge(EngineError):
    """More bytes than MAX_BYTES."""

    code = "file_too_large"


class TooManyPixels(EngineError):
    """More pixels, or a longer side, than the caps allow; judged from the header alone."""

    code = "too_many_pixels"


class NoFace(EngineError):
    """Nobody was found in the photo."""

    code = "no_face"


class NoPerson(EngineError):
    """Nobody was found who could be cut out of the photo."""

    code = "no_person"


class FaceTooSmall(EngineError):
    """The face has too few pixels to make a portrait of."""

    code = "face_too_small"


class FaceTurned(EngineError):
    """The face looks too far away from the camera."""

    code = "face_turned"


class TooDark(EngineError):
    """Not even the brightest parts of the face are lit."""

    code = "too_dark"


class TooBlurred(EngineError):
    """The face holds no detail."""

    code = "too_blurred"


class SeveralFaces(EngineError):
    """More than one face could be meant; `faces` lists them so that the person can choose."""

    code = "several_faces"

    def __init__(self, faces: Sequence[dict[str, object]]) -> None:
        super().__init__("more than one face could be meant")
        self.faces = list(faces)


class FaceNotFound(EngineError):
    """The chosen face index does not exist in this photo."""

    code = "face_not_found"


class BadOption(EngineError):
    """An option is unknown or has a value outside its range; `field` names it."""

    code = "bad_option"

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field


class BadPack(EngineError):
    """A template pack cannot be read, or lacks what its kind needs."""

    code = "bad_pack"


class ModelMissing(EngineError):
    """A model file is absent or is not the file it should be."""

    code = "model_missing"
