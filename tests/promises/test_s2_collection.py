"""What is not asked for is not taken: devices, identifiers, search words."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.apps import apps
from django.test import Client

from accounts.models import User
from accounts.services.note_device import describe_browser
from portraits.models import Template
from privacy.models import LedgerEntry
from tests.conftest import PASSWORD, ApiAs

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)
IDENTIFIERS = {
    "imei": "490154203237518",
    "idfa": "EA7583CD-A667-48BC-B806-42ECB2B48606",
    "guid": "6F9619FF-8B86-D011-B42D-00CF4FC964FF",
    "openudid": "fe66a1bbd0f2443adc3f09f7f2ad0e1a51b6d5e4",
    "imsi": "310150123456789",
    "serial_number": "C02XG0FDH7JY",
    "mac_address": "00:1B:44:11:3A:B7",
    "installed_apps": ["one", "two"],
    "location": {"lat": 31.23, "lon": 121.47},
}
# Every address of the API that takes something written down, and how it is called.
TAKERS = (
    ("post", "/api/v1/accounts/"),
    ("post", "/api/v1/tokens/"),
    ("post", "/api/v1/tickets/"),
    ("post", "/api/v1/consents/"),
    ("patch", "/api/v1/me/"),
    ("post", "/api/v1/me/export/"),
    ("post", "/api/v1/me/cancel/"),
)


@pytest.mark.promise("U-8")
def test_of_a_browser_two_words_are_kept_wherever_it_signs_in(client: Client, alice: User) -> None:
    form = {"login": alice.email, "password": PASSWORD}
    client.post("/accounts/login/", form | {"password": "wrong"}, HTTP_USER_AGENT=IPHONE)
    attempt = AccessAttempt.objects.get().user_agent
    client.post("/accounts/login/", form, HTTP_USER_AGENT=IPHONE)
    client.get("/settings/security/", HTTP_USER_AGENT=IPHONE)

    assert attempt == "Safari · iPhone"
    assert UserSession.objects.get().user_agent == "Safari · iPhone"


@pytest.mark.promise("U-8")
@pytest.mark.parametrize(
    "words", ["Safari · iPhone", "Opera · macOS", "Edge · Windows", "Chrome · ChromeOS", ""]
)
def test_what_was_described_is_described_the_same_again(words: str) -> None:
    assert describe_browser(words) == words


@pytest.mark.promise("U-9", "G-10")
@pytest.mark.parametrize("name", sorted(IDENTIFIERS))
@pytest.mark.parametrize(("verb", "address"), TAKERS)
def test_what_nobody_asked_for_is_refused_by_its_name(
    api_as: ApiAs, alice: User, name: str, verb: str, address: str
) -> None:
    program = api_as(alice, "account", "tickets", "consents")

    answer = getattr(program, verb)(address, {name: IDENTIFIERS[name]})

    assert answer.status_code == 400
    assert name in answer.json()["errors"]


def texts_in(model: Any) -> Iterator[str]:
    for row in model._default_manager.values():
        yield str(row)


@pytest.mark.promise("P-12")
def test_a_word_in_the_address_of_the_search_is_written_nowhere(
    client: Client, template: Template, caplog: pytest.LogCaptureFixture
) -> None:
    client.get("/templates/", {"q": "canaryword", "search": "canaryword"})
    client.get("/templates/catalog.json", {"q": "canaryword"})

    assert LedgerEntry in apps.get_models()
    found = [model for model in apps.get_models() if "canaryword" in "".join(texts_in(model))]
    assert found == []
    assert "canaryword" not in caplog.text


@pytest.mark.promise("P-12")
def test_the_search_has_no_form_that_could_send_a_word(client: Client, template: Template) -> None:
    page = client.get("/templates/").content.decode()
    search = page.partition("<search")[2].partition("</search>")[0]

    assert "never sent to us" in search
    assert "<form" not in search
    assert 'name="' not in search.replace('class="', "")
