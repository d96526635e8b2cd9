"""The engine from the shell: what it prints, what it returns, and that it keeps nothing."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone
from PIL import Image

from accounts.models import User
from portraits.models import Portrait, Template
from portraits.services.render_portrait import render_portrait
from privacy import storage
from privacy.models import DataKey
from tests import photos
from tests.factories import send_photo
from tests.portraits.conftest import Clock, Committing, Queue

pytestmark = pytest.mark.django_db(databases="__all__")

Save = Callable[[bytes], Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def write(content: bytes) -> Path:
        path = tmp_path / "photo"
        path.write_bytes(content)
        return path

    return write


def run(command: str, *arguments: object, **options: object) -> dict[str, Any]:
    """What a command printed, and whether it ended well."""
    told = StringIO()
    try:
        call_command(command, *map(str, arguments), stdout=told, **options)
    except CommandError as refused:
        return json.loads(told.getvalue()) | {"exit": refused.returncode}
    return json.loads(told.getvalue()) | {"exit": 0}


def test_the_shell_the_worker_and_the_api_make_the_same_bytes(
    sitter: User, clock: Clock, queue: Queue, committing: Committing, save: Save, tmp_path: Path
) -> None:
    with committing():
        job = send_photo(sitter, now=clock())
    render_portrait(job.pk, now=clock)
    job.refresh_from_db()

    told = run("render", save(photos.photo()), "--template", "plain", "--out", tmp_path / "out")

    assert told["status"] == "ready"
    assert (tmp_path / "out").read_bytes() == storage.open_sealed(job.effect_object)  # type: ignore[arg-type]
    assert told["byte_count"] == job.byte_count


def test_a_rendered_photo_leaves_no_row_and_no_object(
    template: Template, save: Save, tmp_path: Path
) -> None:
    told = run(
        "render",
        save(photos.photo()),
        "--template",
        "plain",
        "--out",
        tmp_path / "out",
        "--timings",
    )

    assert told["exit"] == 0
    assert {"decode", "detect", "paint", "encode", "total"} <= set(told["timings_ms"])
    assert not Portrait.objects.exists()
    assert not DataKey.objects.exists()


@pytest.mark.parametrize(
    ("content", "options", "code"),
    [
        (photos.photo_without_a_face, {}, "no_face"),
        (photos.photo_of_two, {}, "several_faces"),
        (photos.photo_too_dark, {}, "too_dark"),
        (lambda: b"no picture at all", {}, "not_an_image"),
        (lambda: b"", {}, "not_an_image"),
        (photos.photo, {"face": 4}, "face_not_found"),
        (photos.photo, {"options": '{"nothing": 1}'}, "bad_option"),
        (photos.photo, {"options": "[]"}, "bad_option"),
        (photos.photo, {"template": "nobody-made-this"}, "unknown_template"),
    ],
)
def test_a_refusal_is_told_with_the_code_of_the_api(
    template: Template, save: Save, tmp_path: Path, content: Any, options: Any, code: str
) -> None:
    options = {"template": "plain", "out": tmp_path / "out"} | options

    told = run("render", save(content()), **options)

    assert told["exit"] == 1
    assert told["status"] == "failed"
    assert told["error"]["code"] == code
    assert told["error"]["detail"]
    assert not (tmp_path / "out").exists()


def test_several_faces_are_listed_so_that_one_can_be_chosen(
    template: Template, save: Save, tmp_path: Path
) -> None:
    path = save(photos.photo_of_two())
    told = run("render", path, "--template", "plain", "--out", tmp_path / "out")

    assert [face["index"] for face in told["faces"]] == [0, 1]
    chosen = run("render", path, "--template", "plain", "--out", tmp_path / "out", "--face", "1")
    assert chosen["status"] == "ready"


def test_a_file_that_is_not_there_is_told_as_such(template: Template, tmp_path: Path) -> None:
    told = run("render", tmp_path / "nothing", template="plain", out=tmp_path / "out")

    assert (told["exit"], told["error"]["code"]) == (1, "file_error")


def test_any_picture_with_a_face_becomes_a_scene_that_works(save: Save, tmp_path: Path) -> None:
    path = save(photos.photo())

    told = run("publish_template", path, "--kind", "scene", "--slug", "old-photo", "--title", "Old")

    assert (told["status"], told["title"]) == ("published", "Old")
    assert Template.objects.published().get().source
    rendered = run("render", path, "--template", "old-photo", "--out", tmp_path / "out")
    assert (rendered["width"], rendered["height"]) == (512, 600)


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        (photos.photo_without_a_face, "scene", "no_face"),
        (photos.photo_of_two, "scene", "several_faces"),
        (photos.photo, "look", "bad_option"),
    ],
)
def test_a_picture_with_none_or_several_faces_becomes_no_scene(
    save: Save, content: Any, kind: str, code: str
) -> None:
    told = run("publish_template", save(content()), "--kind", kind, "--slug", "tried")

    assert (told["exit"], told["error"]["code"]) == (1, code)
    assert not Template.objects.exists()


def test_a_contact_sheet_has_a_row_for_each_photo_and_a_column_for_each_template(
    template: Template, save: Save, tmp_path: Path
) -> None:
    faceless = tmp_path / "faceless"
    faceless.write_bytes(photos.photo_without_a_face())
    told, out = StringIO(), tmp_path / "sheet.png"

    call_command(
        "contact_sheet", save(photos.photo()), faceless, out=out, cell=120, stdout=told,
        stderr=StringIO(),
    )  # fmt: skip

    with Image.open(out) as sheet:
        assert sheet.size == (2 * 124 + 4, 2 * 148 + 4)
        # The second row has the photo and, instead of an effect, an empty cell.
        assert sheet.getpixel((124 + 60, 148 + 60)) == (225, 222, 216)
        assert sheet.getpixel((124 + 60, 60)) != (225, 222, 216)
    assert "photo" not in told.getvalue().replace(str(out), "")


def test_a_contact_sheet_of_an_unknown_template_is_refused(save: Save, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no such template"):
        call_command("contact_sheet", save(photos.photo()), template=["x"], out=tmp_path / "o.png")


def orphans(*arguments: str) -> tuple[str, int]:
    told = StringIO()
    try:
        call_command("find_orphaned_files", *arguments, stdout=told)
    except SystemExit as ended:
        return told.getvalue(), int(ended.code or 0)
    return told.getvalue(), 0


def test_orphans_are_found_both_ways_and_only_what_nobody_can_open_is_deleted(
    template: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert orphans() == ("0 left\n", 0)
    stray, missing = seal(), seal()
    DataKey.objects.filter(object_id=stray).delete()
    storage.delete_bytes(missing, storage.EFFECT)
    default_storage.save("previews/unnamed.jpg", BytesIO(b"nobody names this"))
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)

    told, code = orphans("--dry-run")
    assert code == 1
    assert f"no key: effect/{stray}" in told
    assert f"no object: effect/{missing}" in told
    assert "no template: previews/unnamed.jpg" in told

    told, code = orphans("--delete")
    assert f"no key: effect/{stray} (deleted)" in told
    assert "no template: previews/unnamed.jpg (deleted)" in told
    assert orphans()[0] == f"no object: effect/{missing}\n1 left\n"
    assert default_storage.exists(template.preview_file)


def seal() -> Any:
    now: datetime = timezone.now()
    writer = storage.start_object(
        storage.EFFECT, now=now, destroy_at=now + timedelta(days=9), lease_until=None
    )
    writer.write(b"sealed")
    writer.finish()
    return writer.object_id
