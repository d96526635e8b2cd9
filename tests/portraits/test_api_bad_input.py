"""Whatever is sent: never a failure of ours, never a file that stays, always words that help."""

import io
import json
import struct
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from django.db import OperationalError
from PIL import Image, PngImagePlugin

from accounts.models import User
from portraits.models import Portrait
from portraits.services.render_portrait import render_portrait
from privacy import storage
from privacy.models import DataKey
from privacy.models.refusal import SENTENCES
from tests import photos
from tests.conftest import ApiAs
from tests.photos import encoded, face_pixels, photo
from tests.portraits.conftest import Committing, Queue
from tests.portraits.test_api_submit import PORTRAITS, post_photo

SECRET = "N 31.2304 E 121.4737 Alice's phone"


def png_bomb() -> bytes:
    """Eleven thousand square pixels of one color in a file of some kilobytes."""
    side = 11_000
    rows = zlib.compress(bytes(side + 1) * side, 9)
    return _png(side, side, bit_depth=8, color=0, data=rows)


def _png(width: int, height: int, *, bit_depth: int, color: int, data: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, bit_depth, color, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    whole = kind + content
    return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))


def text_bomb() -> bytes:
    """A small PNG with a compressed text of 50 MB."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("note", "x" * 50_000_000, zip=True)
    return encoded(face_pixels()[:64, :64], "PNG", pnginfo=notes)


def animated(kind: str) -> bytes:
    stream = io.BytesIO()
    frames = [Image.fromarray(face_pixels()), Image.fromarray(255 - face_pixels())]
    frames[0].save(stream, kind, save_all=True, append_images=frames[1:], duration=100)
    return stream.getvalue()


def in_cmyk() -> bytes:
    stream = io.BytesIO()
    Image.fromarray(face_pixels()).convert("CMYK").save(stream, "JPEG", quality=90)
    return stream.getvalue()


def sixteen_bit() -> bytes:
    gray = face_pixels().mean(axis=2).astype(np.uint16) * 257
    stream = io.BytesIO()
    Image.fromarray(gray).save(stream, "PNG")
    return stream.getvalue()


def turned(orientation: int) -> bytes:
    """The photo as a camera stores it that was held in this way."""
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    picture = Image.fromarray(face_pixels())
    if orientation in back:
        picture = picture.transpose(back[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=92, exif=exif)
    return stream.getvalue()


def talkative() -> bytes:
    """A photo that carries where it was taken, by whom, and a comment."""
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = SECRET
    return encoded(face_pixels(), "JPEG", exif=exif, comment=SECRET, quality=92)


REFUSED_AT_ONCE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "one byte": lambda: b"\xff",
    "text": lambda: b"not a picture " * 100,
    "a web page": lambda: b"<!doctype html><script>alert(1)</script>",
    "a program": lambda: b"\x7fELF" + bytes(200),
    "an archive": lambda: b"PK\x03\x04" + bytes(200),
    "a document": lambda: b"%PDF-1.7\n" + bytes(200),
    "a drawing": lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
    "a film": lambda: b"\0\0\0\x20ftypmp42" + bytes(200),
    "a GIF": lambda: encoded(face_pixels(), "GIF"),
    "a TIFF": lambda: encoded(face_pixels(), "TIFF"),
    "a BMP": lambda: encoded(face_pixels(), "BMP"),
    "a moving GIF": lambda: animated("GIF"),
}
REFUSED_LATER: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "a photo cut off": (photos.photo_cut_off, {"not_an_image"}),
    "a head alone": (lambda: photo()[:30], {"not_an_image"}),
    "two bytes that promise": (lambda: b"\xff\xd8\xff" + bytes(500), {"not_an_image"}),
    "a PNG of too many pixels": (photos.photo_with_too_many_pixels, {"too_many_pixels"}),
    "a bomb of pixels": (png_bomb, {"too_many_pixels", "not_an_image"}),
    "a bomb of text": (text_bomb, {"not_an_image", "no_face"}),
    "a page after a photo's head": (
        lambda: photo()[:64] + b"<script>alert(1)</script>" * 50,
        {"not_an_image"},
    ),
    "an AVIF cut off": (lambda: encoded(face_pixels(), "AVIF")[:900], {"not_an_image"}),
    "a WebP cut off": (lambda: encoded(face_pixels(), "WEBP")[:900], {"not_an_image"}),
}
TAKEN: dict[str, Callable[[], bytes]] = {
    "CMYK": in_cmyk,
    "16 bits": sixteen_bit,
    "grey": lambda: encoded(face_pixels()[:, :, 1]),
    "a moving WebP": lambda: animated("WEBP"),
    "a moving PNG": lambda: animated("PNG"),
    "an archive behind a photo": lambda: photo() + b"PK\x03\x04" + bytes(500),
    "a progressive JPEG": lambda: encoded(face_pixels(), progressive=True),
    "AVIF": lambda: encoded(face_pixels(), "AVIF"),
    "WebP": lambda: encoded(face_pixels(), "WEBP"),
    "with a transparent channel": lambda: encoded(
        np.dstack([face_pixels(), np.full((600, 512), 200, np.uint8)]), "PNG"
    ),
}

Make = Callable[[bytes], dict[str, Any]]


@pytest.fixture
def make(sitter: User, api_as: ApiAs, queue: Queue, committing: Committing) -> Make:
    """Send a photo, let a worker take it, and see what the API says then."""
    client = api_as(sitter)

    def send(content: bytes) -> dict[str, Any]:
        answer = post_photo(client, content, committing)
        assert answer.status_code == 202, answer.content
        render_portrait(Portrait.objects.get().pk)
        body: dict[str, Any] = client.get(answer.json()["url"]).json()
        assert list(storage.stored_objects(storage.UPLOAD)) == []
        return body

    return send


@pytest.mark.parametrize("name", REFUSED_AT_ONCE)
def test_what_is_no_photo_is_refused_at_once(
    sitter: User, api_as: ApiAs, committing: Committing, name: str
) -> None:
    answer = post_photo(api_as(sitter), REFUSED_AT_ONCE[name](), committing)

    assert answer.status_code == 415
    assert json.loads(answer.content)["code"] in ("not_an_image", "unsupported_format")
    assert list(storage.stored_objects(storage.UPLOAD)) == []
    assert not DataKey.objects.exists()


@pytest.mark.parametrize("name", REFUSED_LATER)
def test_what_only_looks_like_a_photo_fails_with_a_reason(make: Make, name: str) -> None:
    content, codes = REFUSED_LATER[name]
    body = make(content())

    assert body["status"] == "failed"
    assert body["error"]["code"] in codes
    assert len(SENTENCES[body["error"]["code"]]) == 2
    assert not DataKey.objects.exists()


@pytest.mark.parametrize("name", TAKEN)
def test_an_unusual_photo_becomes_a_portrait(make: Make, name: str) -> None:
    assert make(TAKEN[name]())["status"] == "ready"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_upright_however_the_camera_was_held(make: Make, orientation: int) -> None:
    assert make(turned(orientation))["status"] == "ready"

    portrait = Portrait.objects.get()
    assert portrait.width is not None
    assert portrait.height is not None
    assert portrait.height > portrait.width


@pytest.mark.promise("U-11")
def test_nothing_that_the_photo_told_is_in_the_portrait(make: Make) -> None:
    content = talkative()
    assert SECRET.encode() in content
    make(content)

    jpeg = storage.open_sealed(Portrait.objects.get().effect_object)  # type: ignore[arg-type]

    assert SECRET.encode() not in jpeg
    with Image.open(io.BytesIO(jpeg)) as picture:
        assert dict(picture.getexif()) == {}
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "xmp"}


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "C:\\photo.jpg",
        "x" * 5000,
        "照片.jpg",
        "a\nb.jpg",
        'quote".jpg',
        "photo.php",
        "%00.jpg",
        "\u202egpj.exe",
    ],
)
def test_a_file_may_have_any_name_and_none_is_kept(
    sitter: User, api_as: ApiAs, queue: Queue, committing: Committing, name: str
) -> None:
    answer = post_photo(api_as(sitter), None, committing, name=name)

    assert answer.status_code == 202
    assert name not in json.dumps(list(Portrait.objects.values()), default=str)


BOUNDARY = "b0undary"
HEAD = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n'
FIELDS = "".join(
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="f{n}"\r\n\r\n1\r\n' for n in range(300)
)
BODIES = {
    "not multipart at all": b"photo=1",
    "without an end": HEAD.encode() + photo()[:3000],
    "without a blank line": HEAD.strip().encode() + photo()[:3000],
    "three hundred fields": f"{FIELDS}--{BOUNDARY}--\r\n".encode(),
    "two photos": (HEAD.encode() + photo() + b"\r\n") * 2 + f"--{BOUNDARY}--\r\n".encode(),
    "a field of two megabytes": (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="template"\r\n\r\n'
        + "x" * 2_000_000
        + f"\r\n--{BOUNDARY}--\r\n"
    ).encode(),
    "a photo under another name": HEAD.replace("photo", "picture").encode()
    + photo()
    + f"\r\n--{BOUNDARY}--\r\n".encode(),
    "base64 that is none": HEAD.replace(
        "\r\n\r\n", "\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    ).encode()
    + b"\xff\xfe!!"
    + f"\r\n--{BOUNDARY}--\r\n".encode(),
    "headers without end": f"--{BOUNDARY}\r\nX: ".encode() + b"y" * 100_000,
}


@pytest.mark.parametrize("name", BODIES)
def test_a_form_that_cannot_be_read_is_refused_and_nothing_stays(
    sitter: User, api_as: ApiAs, name: str
) -> None:
    answer = api_as(sitter).generic(
        "POST", PORTRAITS, BODIES[name], content_type=f"multipart/form-data; boundary={BOUNDARY}"
    )

    assert 400 <= answer.status_code < 500
    assert answer["Content-Type"] == "application/problem+json"
    assert list(storage.stored_objects(storage.UPLOAD)) == []
    assert not DataKey.objects.exists()


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "text/plain", "image/jpeg", "multipart/form-data", "", "multipart/mixed"],
)
def test_a_photo_in_another_wrapping_is_refused(
    sitter: User, api_as: ApiAs, content_type: str
) -> None:
    answer = api_as(sitter).generic("POST", PORTRAITS, photo(), content_type=content_type)

    assert answer.status_code in (400, 415)
    assert answer["Content-Type"] == "application/problem+json"


def test_a_store_that_is_full_is_no_failure_of_ours(
    sitter: User, api_as: ApiAs, committing: Committing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_writer: object, _chunk: bytes) -> None:
        raise OSError(28, "/the/path/of/the/store")

    monkeypatch.setattr(storage.SealedWriter, "write", full)
    answer = post_photo(api_as(sitter), None, committing)

    assert (answer.status_code, json.loads(answer.content)["code"]) == (503, "not_stored")
    assert int(answer["Retry-After"]) > 0
    assert b"path" not in answer.content
    assert not DataKey.objects.exists()


def test_a_database_that_is_away_is_no_failure_of_ours(
    sitter: User, api_as: ApiAs, committing: Committing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(**_options: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("portraits.api.views.accept_photo", locked)
    answer = post_photo(api_as(sitter), None, committing)

    assert (answer.status_code, json.loads(answer.content)["code"]) == (503, "busy")
    assert list(storage.stored_objects(storage.UPLOAD)) == []
