"""Photos x templates in one picture, for looking at what the engine makes of them."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from portraits.engine import pipeline
from portraits.engine.codec import Photo, decode
from portraits.engine.errors import EngineError
from portraits.models import Template
from portraits.services.render_once import read_photo
from portraits.services.template_store import load_pack

LABEL_HEIGHT = 24
GAP = 4
PAPER, INK, EMPTY = (250, 249, 246), (40, 38, 36), (225, 222, 216)

Progress = Callable[[int, int], None]


def draw_contact_sheet(
    photos: Sequence[Path], templates: Sequence[Template], *, cell: int, progress: Progress
) -> Image.Image:
    """This function will return a sheet: a row for each photo, a column for each template.

    Rows are numbered and carry no file name; a cell says why it has no effect.

    :raises OSError: when a photo cannot be read
    """
    width = (cell + GAP) * (len(templates) + 1) + GAP
    height = (cell + LABEL_HEIGHT + GAP) * len(photos) + GAP
    sheet = Image.new("RGB", (width, height), PAPER)
    for row, path in enumerate(photos):
        top = row * (cell + LABEL_HEIGHT + GAP) + GAP
        for column, (label, picture) in enumerate(_row(path, row, templates, cell)):
            sheet.paste(_cell(label, picture, cell), (column * (cell + GAP) + GAP, top))
            progress(row * (len(templates) + 1) + column + 1, len(photos) * (len(templates) + 1))
    return sheet


def _row(
    path: Path, number: int, templates: Sequence[Template], cell: int
) -> Iterator[tuple[str, Image.Image | None]]:
    try:
        photo = read_photo(path)
    except EngineError as error:
        yield f"{number + 1}: {error.code}", None
        return
    yield str(number + 1), Image.fromarray(photo.pixels)
    for template in templates:
        yield _effect(photo, template, cell)


def _effect(photo: Photo, template: Template, cell: int) -> tuple[str, Image.Image | None]:
    try:
        effect = pipeline.render_photo(photo, load_pack(template))
    except EngineError as error:
        return f"{template.slug}: {error.code}", None
    return template.slug, Image.fromarray(decode(effect.jpeg, long_side=cell).pixels)


def _cell(label: str, picture: Image.Image | None, size: int) -> Image.Image:
    cell = Image.new("RGB", (size, size + LABEL_HEIGHT), PAPER)
    pen = ImageDraw.Draw(cell)
    if picture is None:
        pen.rectangle((0, 0, size, size), fill=EMPTY)
    else:
        picture.thumbnail((size, size), Image.Resampling.LANCZOS)
        cell.paste(picture, ((size - picture.width) // 2, (size - picture.height) // 2))
    pen.text((size / 2, size + 4), label, fill=INK, anchor="ma", font=ImageFont.load_default(13))
    return cell
