"""Staff make templates: upload, check, publish, correct by eye; and never see a person."""

import base64
import json
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from typing import Any

import cv2
import numpy as np
import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import User
from portraits.engine.codec import Photo, read_header
from portraits.models import Portrait, Template
from portraits.services.publish_template import TemplateWords, scene_of, store_template
from portraits.services.render_portrait import render_portrait
from portraits.services.template_store import load_pack
from privacy.models import DataKey
from privacy.registry.roles import Role
from tests import photos
from tests.factories import send_photo
from tests.sessions import sign_in_with_factor
from tests.staff import make_staff

pytestmark = pytest.mark.django_db(databases="__all__")

WORDS = {
    "slug": "tried",
    "kind": "scene",
    "category": "history",
    "titles": '{"en": "Tried", "zh-hans": "试"}',
    "descriptions": "{}",
    "tags": '{"en": ["old"]}',
    "source": "a museum",
    "licence": "public domain",
    "order": "5",
}
HOME = "/admin/portraits/template/"


@pytest.fixture
def editor(client: Client, staff: User) -> Client:
    """Staff who may work on templates and on nothing else."""
    return sign_in_with_factor(client, make_staff(staff, Role.TEMPLATE_EDITOR))


@pytest.fixture
def upload(
    editor: Client, decoder: None, django_capture_on_commit_callbacks: Callable[..., Any]
) -> Callable[..., Any]:
    """Sends the form with a picture; the worker then looks at it."""

    def send(content: bytes, **changed: str) -> Any:
        picture = SimpleUploadedFile("whatever.jpg", content)
        with django_capture_on_commit_callbacks(execute=True):
            return editor.post(f"{HOME}add/", WORDS | changed | {"picture": picture})

    return send


@pytest.fixture
def scene(now: datetime) -> Template:
    """A published scene out of a historic photo."""
    pixels = photos.face_pixels()
    pack = scene_of(Photo(pixels, pixels.shape[1], pixels.shape[0]), slug="old-photo")
    words = TemplateWords(titles={"en": "Old"}, source="a museum", licence="public domain")
    return store_template(pack, pixels, words=words, now=now)


def test_a_picture_with_a_face_is_checked_then_published_then_withdrawn(
    upload: Callable[..., Any], editor: Client
) -> None:
    assert upload(photos.photo()).status_code == 302
    template = Template.objects.get(slug="tried")
    assert (template.state, template.check_code) == ("checked", "")
    assert not DataKey.objects.exists()
    with closing(editor.get(f"{HOME}{template.pk}/preview.jpg")) as preview:
        assert preview.status_code == 200

    act(editor, "publish", template)
    assert Template.objects.published().filter(slug="tried").exists()
    act(editor, "withdraw", template)
    assert not Template.objects.published().exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (photos.photo_without_a_face, "no_face"),
        (photos.photo_of_two, "several_faces"),
        (lambda: photos.photo()[:3000], "not_an_image"),
        (lambda: b"\xff\xd8\xff no picture", "not_an_image"),
        (lambda: b"", "not_an_image"),
        (lambda: photos.encoded(np.zeros((7200, 7200, 3), np.uint8), "PNG"), "too_many_pixels"),
    ],
    ids=["faceless", "two", "truncated", "nonsense", "empty", "bomb"],
)
def test_a_picture_that_cannot_be_a_scene_is_refused_in_words_and_dropped(
    upload: Callable[..., Any], editor: Client, content: Callable[[], bytes], code: str
) -> None:
    assert upload(content()).status_code == 302

    template = Template.objects.get(slug="tried")
    assert (template.state, template.check_code) == ("refused", code)
    assert not DataKey.objects.exists()
    page = editor.get(f"{HOME}{template.pk}/change/").content.decode()
    assert "Choose another" in page or "one face" in page or "photo" in page
    act(editor, "publish", template)
    assert not Template.objects.published().exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"titles": "[]"},
        {"titles": "{}"},
        {"titles": '{"zh-hans": "只有中文"}'},
        {"tags": '{"en": "one"}'},
        {"descriptions": '{"xx": "nobody reads this"}'},
        {"slug": "not a slug"},
    ],
)
def test_words_that_pages_could_not_show_are_a_form_error(
    upload: Callable[..., Any], changed: dict[str, str]
) -> None:
    answer = upload(photos.photo(), **changed)

    assert answer.status_code == 200
    assert b"errorlist" in answer.content
    assert not Template.objects.exists()
    assert not DataKey.objects.exists()


def test_staff_without_the_right_see_no_template(
    client: Client, staff: User, scene: Template
) -> None:
    sign_in_with_factor(client, staff)

    for path in ("", f"{scene.pk}/change/", f"{scene.pk}/correct/", f"{scene.pk}/layers/face.png"):
        assert client.get(HOME + path).status_code == 403
    for path in ("try", "save"):
        assert client.post(f"{HOME}{scene.pk}/correct/{path}/").status_code == 403


def test_the_editor_shows_the_points_that_were_found(editor: Client, scene: Template) -> None:
    page = editor.get(f"{HOME}{scene.pk}/correct/")

    assert page.status_code == 200
    assert len(page.context["scene"]["points"]) == 68
    policy = page["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "<script>" not in page.content.decode()
    for layer in ("picture", "face"):
        assert editor.get(f"{HOME}{scene.pk}/layers/{layer}.png")["Content-Type"] == "image/png"
    assert editor.get(f"{HOME}{scene.pk}/layers/foreground.png").status_code == 404


def test_strokes_become_a_new_version_and_the_old_one_stays_for_jobs_that_began_with_it(
    editor: Client, scene: Template, decoder: None
) -> None:
    before = load_pack(scene)

    answer = post(editor, scene, "save", face=strokes(removed=1), foreground=strokes(added=1))

    assert answer.json() == {"status": "saved"}
    after = load_pack(Template.objects.get())
    assert after.face_mask[:300].max() < 0.02  # type: ignore[index]
    assert np.array_equal(after.face_mask[310:], before.face_mask[310:])  # type: ignore[index]
    assert after.foreground is not None
    assert after.foreground[:290, :, 3].min() > 250
    assert np.array_equal(after.foreground[:290, :, :3], before.picture[:290])  # type: ignore[index]
    assert load_pack(scene) is before
    assert LogEntry.objects.filter(object_id=str(scene.pk)).count() == 1


def test_strokes_are_tried_with_a_painted_face_and_nothing_is_kept(
    editor: Client, scene: Template, decoder: None
) -> None:
    answer = post(editor, scene, "try", face=strokes(removed=1), sitter=1)

    assert answer["Content-Type"] == "image/jpeg"
    header = read_header(answer.content)
    assert (header.width, header.height) == (512, 600)
    assert Template.objects.get().pack_file == scene.pack_file


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"nothing", "malformed"),
        (b"[]", "malformed"),
        (b'{"face": "%%%"}', "malformed"),
        (b'{"face": "AAAA"}', "not_an_image"),
        (b'{"sitter": "x"}', "malformed"),
    ],
)
def test_strokes_that_cannot_be_read_are_refused_in_words(
    editor: Client, scene: Template, decoder: None, body: bytes, code: str
) -> None:
    path = f"{HOME}{scene.pk}/correct/try/"

    answer = editor.post(path, body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["code"] == code
    assert answer.json()["detail"]


def test_a_look_has_no_masks_to_correct(editor: Client, template: Template) -> None:
    assert editor.get(f"{HOME}{template.pk}/correct/").status_code == 404


@pytest.mark.promise("E-6")
def test_no_staff_page_shows_a_persons_photo_or_portrait(
    client: Client, superuser: User, sitter: User
) -> None:
    job = send_photo(sitter, now=timezone.now())
    render_portrait(job.pk)
    sign_in_with_factor(client, superuser)

    assert Portrait.objects.get().status == "ready"
    for path in ("", f"{job.pk}/change/"):
        page = client.get(f"/admin/portraits/portrait/{path}")
        assert page.status_code == 200
        text = page.content.decode()
        assert "<img" not in text.replace('<img src="/static/', "")
        assert "/image/" not in text
        assert sitter.email not in text
        assert str(job.upload_object) not in text
        assert str(Portrait.objects.get().effect_object) not in text
    assert client.post(f"/admin/portraits/portrait/{job.pk}/delete/").status_code == 403


def act(client: Client, action: str, template: Template) -> None:
    answer = client.post(HOME, {"action": action, "_selected_action": [template.pk]})
    assert answer.status_code == 302


def strokes(*, added: int = 0, removed: int = 0) -> str:
    """A stroke over the upper half: red adds, green removes."""
    picture = np.zeros((600, 512, 3), np.uint8)
    picture[:300] = (0, 255 * removed, 255 * added)
    return base64.b64encode(cv2.imencode(".png", picture)[1].tobytes()).decode()


def post(client: Client, scene: Template, action: str, **body: object) -> Any:
    path = f"{HOME}{scene.pk}/correct/{action}/"
    answer = client.post(path, json.dumps(body), content_type="application/json")
    assert answer.status_code == 200, answer.content
    return answer
