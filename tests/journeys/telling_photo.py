"""A photo whose file tells more than its picture, and a look at what the page sends of it."""

import io

from PIL import Image
from playwright.sync_api import Page

from tests.photos import face_pixels
from tests.runtime.processes import eventually

MODEL, DAY = "Pocket 13", "2024:05:03 14:02:11"
# What is found in the bytes of such a file, and must not be in what is sent.
PARTS = (MODEL.encode(), b"2024:05", b"my eyes only")


def photo_that_tells() -> bytes:
    """A photo whose file names the device, the day and the place, and lies on its side."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0132], exif[0x0112] = "Acme", MODEL, DAY, 6
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 12.0, 3.0)})
    lying = Image.fromarray(face_pixels()).transpose(Image.Transpose.ROTATE_90)
    stream = io.BytesIO()
    lying.save(stream, "JPEG", quality=92, exif=exif, comment=b"for my eyes only")
    return stream.getvalue()


def watch_sending(page: Page) -> None:
    """Keep what the page gives to the network; Chromium does not tell the contents of files."""
    page.add_init_script(
        """const send = XMLHttpRequest.prototype.send;
        XMLHttpRequest.prototype.send = function (form) {
          globalThis.sentForm = form;
          send.call(this, form);
        };"""
    )


def what_was_sent(page: Page, field: str = "photo") -> tuple[str, bytes]:
    """Name and bytes of the file, once it is on its way."""
    assert eventually(lambda: page.evaluate("'sentForm' in globalThis"), within_s=10)
    name, content = page.evaluate(
        """async (field) => {
          const file = sentForm.get(field);
          return [file.name, [...new Uint8Array(await file.arrayBuffer())]];
        }""",
        field,
    )
    return name, bytes(content)
