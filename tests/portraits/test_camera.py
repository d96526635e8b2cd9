"""The live camera as the server knows it: one page and drawn pieces, the same for everybody."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from accounts.models import User
from portraits.services import list_camera_files as listing
from portraits.views.camera import _art_address
from tests.photos import photo
from tests.sessions import sign_in

PAGE, LIST = "/camera/", "/camera/files.json"
WASM = "'wasm-unsafe-eval'"
MOST_CODE_BYTES = 300_000
NAMED = re.compile(r'(?:href|src)="(/static/[^"#]+\.(?:css|js))"')


def files_of(client: Client) -> dict[str, list[str]]:
    listed: dict[str, list[str]] = client.get(LIST).json()
    return listed


def on_disk(address: str) -> Path:
    found = finders.find(address.removeprefix(settings.STATIC_URL))
    assert found, f"{address} is not there"
    return Path(found)


@pytest.mark.promise("P-9")
def test_anybody_opens_the_camera_and_is_given_nothing_to_remember(
    client: Client, policy: str
) -> None:
    # The page has the form of languages, as every page has.
    assert set(client.get(PAGE).cookies) <= {"csrftoken"}
    for address in (LIST, "/camera/looks.json", "/camera-offline.js"):
        answer = client.get(address)

        assert answer.status_code == 200, address
        assert not answer.cookies, address


@pytest.mark.promise("P-9")
def test_nobody_can_send_the_camera_anything(client: Client, alice: User) -> None:
    sign_in(client, alice)
    drawn = files_of(client)["files"][-1]

    for address in (PAGE, LIST, "/camera/looks.json", "/camera-offline.js", drawn):
        answer = client.post(address, photo(), content_type="image/jpeg")
        assert answer.status_code == 405, address


def test_everything_that_a_browser_is_told_to_keep_is_there(client: Client, policy: str) -> None:
    listed = files_of(client)

    addresses = [one for part in listed.values() for one in part]
    assert len(addresses) == len(set(addresses))
    for address in addresses:
        if address.startswith(settings.STATIC_URL):
            assert on_disk(address).stat().st_size, address
        else:
            assert client.get(address).status_code == 200, address


def test_every_drawn_piece_that_looks_name_is_kept(client: Client, policy: str) -> None:
    looks = client.get("/camera/looks.json").content.decode()
    named = set(re.findall(r'"(/camera/art/[^"]+)"', looks))

    assert len(named) > 20
    assert named <= set(files_of(client)["files"])


@pytest.mark.parametrize("name", ["filters/other", "prop/no-hat", "prop/crown.elsewhere", "x/y"])
def test_a_piece_that_the_camera_has_not_is_not_found(client: Client, db: None, name: str) -> None:
    assert client.get(f"/camera/art/{name}").status_code == 404


def test_the_camera_alone_may_run_webassembly(client: Client, policy: str) -> None:
    assert WASM in client.get(PAGE)["Content-Security-Policy"]
    assert WASM in client.get("/static/js/nothing.js")["Content-Security-Policy"]
    for path in ("/", "/templates/", "/privacy/policy/", "/accounts/login/", LIST):
        assert WASM not in client.get(path)["Content-Security-Policy"], path


@pytest.mark.promise("P-3", "P-4")
def test_the_camera_page_may_ask_for_both_devices_and_its_drawings_for_none(
    client: Client, policy: str
) -> None:
    allowed = client.get(PAGE)["Permissions-Policy"]
    assert "camera=(self)" in allowed
    assert "microphone=(self)" in allowed

    for address in (LIST, "/camera/looks.json"):
        allowed = client.get(address)["Permissions-Policy"]
        assert "camera=()" in allowed
        assert "microphone=()" in allowed


def test_all_scripts_and_styles_of_the_page_are_light(client: Client, policy: str) -> None:
    named = NAMED.findall(client.get(PAGE).content.decode())
    scripts = [one for one in files_of(client)["files"] if one.endswith(".js")]
    code = {on_disk(one) for one in (*named, *scripts) if "/litert-" not in one}

    assert any(path.suffix == ".css" for path in code)
    assert sum(path.stat().st_size for path in code) <= MOST_CODE_BYTES


def test_looks_are_named_in_the_reader_s_language(client: Client, policy: str) -> None:
    english = client.get(PAGE).content.decode()
    chinese = client.get(PAGE, headers={"Accept-Language": "zh-hans"}).content.decode()

    assert ">Black and white<" in english
    assert ">Black and white<" not in chinese


def test_another_script_is_another_version(
    client: Client, policy: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = listing.camera_version(address=_art_address)
    script = tmp_path / "page.js"
    script.write_text("a newer program", encoding="utf-8")
    monkeypatch.setattr(listing, "_scripts", lambda: [script])

    after = listing.camera_version.__wrapped__(address=_art_address)

    assert before in client.get(PAGE).content.decode()
    assert after != before


@pytest.mark.django_db
def test_what_others_made_is_named_with_its_licence(client: Client) -> None:
    shown = client.get("/camera/").content.decode()

    for package in ("@litertjs/core", "@mediapipe/face_mesh", "@mediapipe/selfie_segmentation"):
        assert package in shown
    assert shown.count("Apache-2.0") >= 3
