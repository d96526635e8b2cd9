"""The page docs/pictures.md: every picture, prop, typeface and model, its source and licence."""

from collections.abc import Iterable

from portrait_site.models_install import WANTED
from portraits.starter.catalogue import LICENCE, SOURCE, read_catalogue

HEAD = """\
# Every picture and where it comes from

Written by `manage.py list_pictures`; a test compares the two.

No photograph of a person is shipped or shown. Scenes are painted by `portraits/starter/scenes/`
around a mannequin head that belongs to nobody, its face points the mean of many. Looks and studios
are recipes; backdrops, frames, costumes and props are drawn by `portraits/engine/` when a portrait
is made. Previews of both show people who were painted too (`portraits/starter/sitter.py`).
Pictures that staff add carry their source and licence in the admin.
"""
# What is not in a list of its own: (what, from, licence).
OTHERS = (
    ("props, costumes, frames, backdrops", "portraits/engine/", LICENCE),
    ("icons and the mark of the site", "static/img/", LICENCE),
    ("face detector (HOG)", "dlib, compiled in", "BSL-1.0"),
    (
        "68-point landmark model",
        "face_recognition_models",
        "CC0-1.0 file; trained on iBUG 300-W, which excludes commercial use",
    ),
    ("portrait in tests: Grace Hopper, US Navy", "matplotlib's sample data", "public domain"),
    ("portrait in tests: astronaut, NASA", "scikit-image", "public domain"),
)


def pictures_page() -> str:
    """This function will return the page as Markdown."""
    templates = (
        (f"{piece.titles['en']} (`{piece.slug}`)", piece.kind, piece.source, piece.licence)
        for piece in read_catalogue()
    )
    fetched = ((f"{one.purpose}", f"{one.package} {one.version}", one.licence) for one in WANTED)
    return "\n".join(
        (
            HEAD,
            "## Templates\n",
            _table(("template", "kind", "source", "licence"), templates),
            f"\n*{SOURCE}*: the files named above. *{LICENCE}*: under the licence of this code.\n",
            "## Everything else\n",
            _table(("what", "from", "licence"), (*fetched, *OTHERS)),
        )
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    cells = tuple(head)
    lines = [cells, ("---",) * len(cells), *(tuple(row) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"
