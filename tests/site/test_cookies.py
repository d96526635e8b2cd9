"""What a browser is given is what the page about it says, and nobody is counted without a yes."""

import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.models import User
from portrait_site.middleware.declared_cookies import DeclaredCookiesMiddleware
from portrait_site.middleware.page_counts import page_sums
from portraits.models import Template
from privacy.models import ConsentState, LedgerEntry, PageCount
from privacy.promises import COUNTING_CHOICE_KEPT, SMALLEST_GROUP
from privacy.registry.cookies import COOKIES, HOST_PREFIX, is_declared
from privacy.registry.device_storage import DEVICE_STORAGE, Place
from privacy.registry.device_storage import is_declared as is_storage_declared
from privacy.services.count_visits import count_visits, page_day
from privacy.services.purge_expired import purge_expired
from tests.conftest import PASSWORD
from tests.sessions import sign_in
from tests.site.route_table import routes

SCRIPTS = Path(settings.BASE_DIR) / "static" / "js"
QUESTION = b'aria-labelledby="counting-title"'
KEPT_FOR = {one.name: one.kept_for for one in COOKIES}
# Who may touch the browser's storage at all; everybody else goes through them.
KEEPERS = {"before_paint.js", "device/database.js", "device/hand.js", "device/kept_text.js"}
KEEPERS |= {"device/leave.js", "camera/offline.js"}


@pytest.fixture(autouse=True)
def no_sums_wait() -> Iterator[None]:
    page_sums._sums.clear()
    yield
    page_sums._sums.clear()


# --- cookies


def plain(name: str) -> str:
    return name.removeprefix(HOST_PREFIX)


def walk(client: Client) -> dict[str, int | None]:
    """The cookies that every page of the site sets, with their Max-Age."""
    found: dict[str, int | None] = {}
    for _name, address in routes():
        answer = client.get(address)
        for cookie in answer.cookies.values():
            found[plain(cookie.key)] = int(cookie["max-age"]) if cookie["max-age"] else None
        answer.close()
    return found


@pytest.mark.promise("K-1", "K-7")
@pytest.mark.parametrize("who", ["visitor", "member", "superuser"])
def test_no_page_sets_a_cookie_that_is_not_declared(
    who: str,
    client: Client,
    alice: User,
    superuser: User,
    template: Template,
    caplog: pytest.LogCaptureFixture,
) -> None:
    if who != "visitor":
        sign_in(client, alice if who == "member" else superuser)

    with caplog.at_level(logging.ERROR):
        found = walk(client)

    assert [name for name in found if not is_declared(name)] == []
    assert "undeclared_cookie_dropped" not in caplog.text
    assert all(_lives_as_long(name, age) for name, age in found.items()), found


def _lives_as_long(name: str, max_age: int | None) -> bool:
    declared = KEPT_FOR[name]
    # Zero takes a cookie away.
    return max_age in (0, None if declared is None else int(declared.total_seconds()))


@pytest.mark.promise("K-1")
def test_a_cookie_that_nobody_declared_never_leaves(caplog: pytest.LogCaptureFixture) -> None:
    def tracking_page(_request: HttpRequest) -> HttpResponse:
        response = HttpResponse()
        response.set_cookie("_ga", "GA1.2.3")
        response.set_cookie("__Host-csrftoken", "kept")
        return response

    response = DeclaredCookiesMiddleware(tracking_page)(HttpRequest())

    assert list(response.cookies) == ["__Host-csrftoken"]
    assert "undeclared_cookie_dropped" in caplog.text


@pytest.mark.promise("K-1", "K-2")
def test_the_page_names_every_cookie_and_everything_kept_on_the_device(
    client: Client, policy: str
) -> None:
    page = client.get("/privacy/cookies/").content.decode()

    names = [one.name for one in COOKIES] + [one.name for one in DEVICE_STORAGE]
    assert [name for name in names if f"<code>{name}</code>" not in page] == []


# --- what scripts keep

KEY = re.compile(r'"((?:site|device):[^"]*)"')
DEVICE_KEY = re.compile(r'deviceKey\(\s*(?:"([^"]*)"|`([^`]*)`|([A-Z_]+))(?:,\s*"(\w+)")?')
CONSTANT = re.compile(r'const ([A-Z_]+) = "([^"]+)"')
CACHE = re.compile(r"const CACHE = `([^`]*)`")
STORAGE = re.compile(r"\b(localStorage|sessionStorage|indexedDB|caches|cookieStore)\b")


def scripts() -> Iterator[tuple[str, str]]:
    for path in sorted(SCRIPTS.rglob("*.js")):
        yield path.relative_to(SCRIPTS).as_posix(), path.read_text(encoding="utf-8")


def names_kept_by(text: str) -> Iterator[str]:
    constants = dict(CONSTANT.findall(text))
    yield from KEY.findall(text)
    yield from (re.sub(r"\$\{[^}]*\}", "*", name) for name in CACHE.findall(text))
    for literal, composed, constant, space in DEVICE_KEY.findall(text):
        name = literal or re.sub(r"\$\{[^}]*\}", "*", composed) or constants.get(constant, constant)
        if name:
            yield f"device:{space or '*'}:{name}"


@pytest.mark.promise("K-1", "F-11")
def test_scripts_keep_what_is_declared_and_nothing_else() -> None:
    kept = {name for _path, text in scripts() for name in names_kept_by(text)}
    declared = {one.name for one in DEVICE_STORAGE}

    assert kept == declared


def test_only_a_few_modules_touch_the_browsers_storage() -> None:
    users = {path for path, text in scripts() if STORAGE.search(text)}

    assert users == KEEPERS
    assert not any("document.cookie" in text for _path, text in scripts())


def test_a_name_in_another_place_is_another_thing() -> None:
    assert is_storage_declared("device:7:saved:1", Place.LOCAL)
    assert not is_storage_declared("device:7:saved:1", Place.TAB)
    assert not is_storage_declared("device:7:fingerprint", Place.LOCAL)


# --- counting


def answer(client: Client, choice: str) -> HttpResponse:
    return client.post("/privacy/cookies/choice/", {"choice": choice, "next": "/templates/"})  # type: ignore[return-value]


def counted() -> dict[str, int]:
    page_sums.write()
    return dict(PageCount.objects.values_list("route", "count"))


@pytest.mark.promise("K-4", "K-6")
def test_a_visitor_is_counted_after_a_yes_and_never_before(client: Client, policy: str) -> None:
    client.get("/templates/")
    assert counted() == {}

    answer(client, "yes")
    client.get("/templates/")
    client.get("/templates/")
    assert counted() == {"templates": 2}

    answer(client, "no")
    client.get("/templates/")
    assert counted() == {"templates": 2}


@pytest.mark.promise("K-6")
def test_the_question_is_asked_until_it_is_answered_either_way(client: Client, policy: str) -> None:
    for choice in ("yes", "no"):
        client.cookies.clear()
        page = client.get("/templates/").content
        assert QUESTION in page
        assert page.count(b'class="button" type="submit" name="choice"') == 2

        response = answer(client, choice)
        assert response["Location"] == "/templates/"
        assert client.cookies["counting"]["max-age"] == COUNTING_CHOICE_KEPT.total_seconds()
        assert client.cookies["counting"]["httponly"]
        assert QUESTION not in client.get("/templates/").content


@pytest.mark.promise("K-6")
def test_global_privacy_control_is_a_no_that_nobody_is_asked_about(
    client: Client, policy: str
) -> None:
    page = client.get("/templates/", headers={"sec-gpc": "1"})
    assert QUESTION not in page.content

    answer(client, "yes")
    client.get("/templates/", headers={"sec-gpc": "1"})
    assert counted() == {}
    cookies = client.get("/privacy/cookies/", headers={"sec-gpc": "1"})
    assert b"Global Privacy Control" in cookies.content


@pytest.mark.promise("K-6")
def test_a_signed_in_persons_answer_is_in_the_ledger_and_a_withdrawal_counts_at_once(
    client: Client, alice: User
) -> None:
    sign_in(client, alice)
    assert QUESTION in client.get("/templates/").content

    answer(client, "yes")
    state = ConsentState.objects.get(person=alice, purpose="analytics")
    assert (state.state, LedgerEntry.objects.filter(stream="consents").count()) == ("granted", 1)
    assert "counting" not in client.cookies
    client.get("/templates/")
    assert counted() == {"templates": 1}

    client.post("/settings/privacy-choices/analytics/", {"decision": "withdraw"})
    state.refresh_from_db()
    assert state.state == "withdrawn"
    client.get("/templates/")
    assert counted() == {"templates": 1}
    assert QUESTION not in client.get("/templates/").content


def test_refusals_errors_and_the_api_are_not_counted(client: Client, policy: str) -> None:
    answer(client, "yes")
    for address in ("/nothing-here/", "/api/v1/policy/", "/healthz", "/settings/"):
        client.get(address)
    client.post("/privacy/receipts/", {"receipt": "{}"})

    assert counted() == {}


def test_an_address_elsewhere_is_not_followed(client: Client, policy: str) -> None:
    response = client.post(
        "/privacy/cookies/choice/", {"choice": "no", "next": "https://elsewhere.example/"}
    )

    assert response["Location"] == "/privacy/cookies/"


@pytest.mark.promise("K-8")
def test_a_figure_is_shown_when_enough_visits_stand_behind_it(client: Client, policy: str) -> None:
    now = timezone.now()
    count_visits({page_day("templates", now): SMALLEST_GROUP, page_day("home", now): 19})

    page = client.get("/privacy/cookies/").content.decode()

    assert '<th scope="row">templates</th>' in page
    assert '<th scope="row">home</th>' not in page


@pytest.mark.promise("K-4")
def test_a_sum_names_a_page_and_a_day_and_goes_after_half_a_year(db: None) -> None:
    now = timezone.now()
    count_visits({page_day("templates", now): 3})
    assert {field.name for field in PageCount._meta.fields} == {"id", "route", "day", "count"}
    assert PageCount.objects.get().day.time().isoformat() == "00:00:00"

    purge_expired(now=now + timedelta(days=179), trigger="test", only="privacy.PageCount")
    assert PageCount.objects.exists()
    purge_expired(now=now + timedelta(days=181), trigger="test", only="privacy.PageCount")
    assert not PageCount.objects.exists()


@pytest.mark.promise("K-3")
def test_signing_in_sets_declared_cookies_with_their_lifetimes(client: Client, alice: User) -> None:
    form = {"login": alice.email, "password": PASSWORD, "remember_name": "on"}
    response = client.post("/accounts/login/", form)

    found = {plain(one.key): one["max-age"] for one in response.cookies.values()}
    assert {"sessionid", "uname"} <= set(found)
    assert all(_lives_as_long(name, int(age) if age else None) for name, age in found.items())
