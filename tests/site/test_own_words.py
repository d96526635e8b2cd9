"""Pages speak in the site's words, whichever package a field comes from."""

import re

import pytest
from django.test import Client

from accounts.models import User
from tests.sessions import sign_in


@pytest.mark.parametrize(
    ("path", "labels"),
    [
        ("/accounts/password/reset/", ["E-mail"]),
        (
            "/accounts/password/change/",
            ["Current password", "New password", "New password, once more"],
        ),
        ("/accounts/reauthenticate/", ["Password"]),
    ],
)
def test_fields_of_packages_have_our_labels_and_no_hint_that_repeats_them(
    client: Client, alice: User, path: str, labels: list[str]
) -> None:
    browser = client if "reset" in path else sign_in(client, alice)

    page = browser.get(path).content.decode()

    assert re.findall(r'<label class="field__label"[^>]*>([^<]+?)\s*</label>', page) == labels
    assert "placeholder=" not in page


def test_each_language_is_named_in_itself(client: Client, policy: str) -> None:
    page = client.get("/", HTTP_ACCEPT_LANGUAGE="zh-Hans").content.decode()

    assert '<html lang="zh-hans"' in page
    assert re.findall(r'name="language" value="[\w-]+"[^>]*>([^<]+)<', page) == [
        "English",
        "简体中文",
    ]
