"""Make a template of a picture, or renew one: pack, preview, row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import transaction

from portraits.engine.codec import Photo
from portraits.engine.detect import find_faces
from portraits.engine.errors import BadOption
from portraits.engine.options import extra_options
from portraits.engine.pipeline import choose_face, describe_faces
from portraits.engine.scene import make_scene_pack
from portraits.engine.template_pack import TemplatePack, write_pack
from portraits.models import Template
from portraits.services.template_store import remove_file, store_pack, store_preview

# The working size of scenes; a larger picture would only be made smaller.
PICTURE_LONG_SIDE = 1600


@dataclass(frozen=True, slots=True)
class TemplateWords:
    """What people read about a template, by language, and where it comes from."""

    titles: Mapping[str, str]
    source: str
    licence: str
    category: str = ""
    descriptions: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, list[str]] = field(default_factory=dict)
    order: int = 100


def publish_template(
    photo: Photo, *, kind: str, slug: str, words: TemplateWords, now: datetime
) -> Template:
    """This function will publish a decoded picture as a template, or renew the one with this slug.

    :raises EngineError: NoFace, SeveralFaces, ..., when the picture has not exactly one usable face
    :raises BadOption: when a template of this kind is not made of a picture with a face
    """
    if kind != Template.Kind.SCENE:
        raise BadOption("kind", "only a scene is made of a picture")
    pack = scene_of(photo, slug=slug)
    return store_template(pack, photo.pixels, words=words, now=now)


def scene_of(photo: Photo, *, slug: str) -> TemplatePack:
    """This function will make a scene of a picture with one face.

    :raises EngineError: when it has none, or several that could be meant
    """
    pixels = photo.pixels
    faces = find_faces(pixels)
    choose_face(faces, None, describe_faces(faces, pixels))
    return make_scene_pack(pixels, slug=slug)


def store_template(
    pack: TemplatePack,
    preview: npt.NDArray[np.uint8],
    *,
    words: TemplateWords,
    now: datetime,
    artwork_sha256: str = "",
    state: str = Template.State.PUBLISHED,
) -> Template:
    """This function will keep a pack and its preview and publish the row that names them."""
    files = store_files(pack, preview)
    with transaction.atomic():
        before = Template.objects.select_for_update().filter(slug=pack.slug).first()
        published: dict[str, Any] = _columns(words) | files | {"kind": pack.kind, "state": state}
        published |= {"artwork_sha256": artwork_sha256, "check_code": ""}
        published |= {"extra_options": extra_options(pack.recipe)}
        published["published_at"] = (before and before.published_at) or now
        template, _is_new = Template.objects.update_or_create(
            slug=pack.slug, defaults=published, create_defaults=published | {"created_at": now}
        )
        transaction.on_commit(lambda: _remove_replaced(before, template))
    return template


def store_files(pack: TemplatePack, preview: npt.NDArray[np.uint8]) -> dict[str, str]:
    """This function will keep a pack and its preview and return the columns that name them."""
    pack_file, digest = store_pack(pack.slug, write_pack(pack))
    preview_file = store_preview(pack.slug, preview)
    return {"pack_file": pack_file, "pack_sha256": digest, "preview_file": preview_file}


def _columns(words: TemplateWords) -> dict[str, Any]:
    return {
        "titles": dict(words.titles),
        "descriptions": dict(words.descriptions),
        "tags": dict(words.tags),
        "category": words.category,
        "source": words.source,
        "licence": words.licence,
        "order": words.order,
    }


def _remove_replaced(before: Template | None, after: Template) -> None:
    """A job that has read the old row may still want the old pack: only the preview goes."""
    if before is not None and before.preview_file != after.preview_file:
        remove_file(before.preview_file)
