"""Every route, every role: who gets in, who is sent to sign in, who learns nothing."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from accounts.services.create_token import create_token
from portraits.models import Template
from privacy.models import Ticket
from privacy.services.open_ticket import open_ticket
from tests.conftest import ApiAs
from tests.factories import agree_to_portraits, make_template, send_photo
from tests.sessions import sign_in
from tests.site.route_table import TABLE, Access, access_of, routes

SIGN_IN = "/accounts/login/"
PROVE_AGAIN = "/accounts/reauthenticate/"
ROUTES = dict(routes())
METHODS = ("get", "post", "put", "patch", "delete", "head", "options")


def named(*wanted: Access) -> list[str]:
    return sorted(name for name in ROUTES if access_of(name) in wanted)


def leads_to(answer: Any, page: str) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith(page)


@pytest.mark.promise("E-7")
def test_every_route_says_who_may_use_it() -> None:
    assert {name for name in ROUTES if access_of(name) is None} == set()
    assert set(TABLE) <= set(ROUTES)


def wrong(
    names: list[str], ask: Callable[[str], Any], is_right: Callable[[Any], bool]
) -> dict[str, int]:
    """The routes whose answer is not as it should be, with its status."""
    found: dict[str, int] = {}
    for name in names:
        answer = ask(ROUTES[name])
        if not is_right(answer):
            found[name] = answer.status_code
        answer.close()
    return found


# --- pages


def asks_to_sign_in(answer: Any) -> bool:
    # Some pages ask whoever is nobody to prove it, and only there to sign in.
    return leads_to(answer, SIGN_IN) or leads_to(answer, PROVE_AGAIN)


@pytest.fixture
def template(policy: str) -> Template:
    return make_template(now=timezone.now())


@pytest.mark.promise("E-7")
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_asked_to_sign_in(client: Client, template: Template, method: str) -> None:
    pages = named(Access.MEMBER, Access.PROVEN)

    assert (
        wrong(
            pages,
            getattr(client, method),
            lambda one: asks_to_sign_in(one) or one.status_code == 405,
        )
        == {}
    )


def test_what_is_open_asks_nobody_to_sign_in(client: Client, template: Template) -> None:
    open_to_all = named(Access.ANYBODY, Access.SECRET, Access.API_ANYBODY)

    def is_open(answer: Any) -> bool:
        # 503: readiness speaks of processes that no test has started.
        return answer.status_code in (200, 302, 404, 405, 503)

    assert wrong(open_to_all, client.get, is_open) == {}


def test_alice_may_open_her_own_pages(client: Client, alice: User, template: Template) -> None:
    sign_in(client, alice, proven_s_ago=10)

    def is_hers(answer: Any) -> bool:
        # 404: the thing in the address is nobody's; 405: the page only takes what is sent to it.
        return not leads_to(answer, SIGN_IN) and answer.status_code in (200, 302, 404, 405)

    assert wrong(named(Access.MEMBER), client.get, is_hers) == {}


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_opens_the_account_asks_again_who_one_is(
    client: Client, alice: User, method: str
) -> None:
    sign_in(client, alice, proven_s_ago=301)

    def is_careful(answer: Any) -> bool:
        return leads_to(answer, PROVE_AGAIN) or answer.status_code in (404, 405)

    assert wrong(named(Access.PROVEN), getattr(client, method), is_careful) == {}


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_wrong_secret_opens_nothing(client: Client, alice: User, method: str) -> None:
    sign_in(client, alice)
    behind_secrets = named(Access.SECRET)

    def is_shut(answer: Any) -> bool:
        return answer.status_code in (404, 405)

    assert wrong(behind_secrets, getattr(client, method), is_shut) == {}


def test_no_step_of_signing_in_can_be_skipped(client: Client, alice: User) -> None:
    for name in named(Access.STAGE):
        assert leads_to(client.get(ROUTES[name]), SIGN_IN)


@pytest.mark.promise("E-8")
@pytest.mark.parametrize("who", ["nobody", "alice", "staff", "superuser"])
def test_nobody_without_a_second_factor_enters_the_admin(
    client: Client, request: pytest.FixtureRequest, policy: str, who: str
) -> None:
    if who != "nobody":
        sign_in(client, request.getfixturevalue(who), proven_s_ago=0)

    def is_shut(answer: Any) -> bool:
        return answer.status_code in (302, 403)

    assert wrong(named(Access.STAFF), client.get, is_shut) == {}
    assert wrong(named(Access.STAFF), client.post, is_shut) == {}


# --- the API


@pytest.mark.promise("E-7")
@pytest.mark.parametrize("method", METHODS)
def test_a_program_without_a_token_gets_401(api: APIClient, policy: str, method: str) -> None:
    for_members = named(Access.API_MEMBER, Access.API_ACCOUNT)

    def is_challenged(answer: Any) -> bool:
        return answer.status_code == 401 and answer["WWW-Authenticate"].startswith("Bearer")

    assert wrong(for_members, getattr(api, method), is_challenged) == {}
    assert wrong(named(Access.API_CODE), api.get, lambda one: one.status_code in (401, 405)) == {}


def test_anybody_may_send_but_only_members_have_a_list(api: APIClient, policy: str) -> None:
    both = named(Access.API_POST)

    assert wrong(both, api.get, lambda one: one.status_code == 401) == {}
    assert wrong(both, api.post, lambda one: one.status_code == 400) == {}


@pytest.mark.promise("M-10")
@pytest.mark.parametrize("method", ["get", "post", "patch", "delete"])
def test_what_concerns_the_account_needs_its_own_scope(
    api_as: ApiAs, alice: User, method: str
) -> None:
    everything_else = api_as(alice, "portraits", "consents", "tickets")

    def is_refused(answer: Any) -> bool:
        return answer.status_code == 403 and answer.json()["code"] == "scope_missing"

    assert wrong(named(Access.API_ACCOUNT), getattr(everything_else, method), is_refused) == {}


def test_a_token_opens_no_page(client: Client, alice: User, template: Template) -> None:
    token = create_token(alice, scopes=["account"], now=timezone.now()).secret

    def ask(address: str) -> Any:
        return client.get(address, HTTP_AUTHORIZATION=f"Bearer {token}")

    pages = named(Access.MEMBER, Access.PROVEN)
    assert wrong(pages, ask, lambda one: asks_to_sign_in(one) or one.status_code == 405) == {}


# --- what belongs to somebody else


def a_ticket(person: User) -> UUID:
    ticket = open_ticket(
        kind=Ticket.Kind.QUESTION, subject="x", body="y", person=person, now=timezone.now()
    )
    return ticket.row.pk


def a_token(person: User) -> UUID:
    return create_token(person, now=timezone.now()).row.pk


def a_portrait(person: User) -> UUID:
    now = timezone.now()
    if not Template.objects.filter(slug="plain").exists():
        make_template(now=now)
    agree_to_portraits(person, now=now)
    return send_photo(person, now=now).pk


THINGS: dict[str, Callable[[User], UUID]] = {
    "/api/v1/tickets/{}/": a_ticket,
    "/api/v1/tickets/{}/messages/": a_ticket,
    "/api/v1/tokens/{}/": a_token,
    "/api/v1/portraits/{}/": a_portrait,
    "/api/v1/portraits/{}/image/": a_portrait,
    "/api/v1/portraits/{}/receipt/": a_portrait,
    "/api/v1/portraits/{}/share/": a_portrait,
}
PAGES: dict[str, Callable[[User], UUID]] = {
    "/contact/{}/": a_ticket,
    "/contact/{}/messages/": a_ticket,
    "/settings/security/tokens/{}/end/": a_token,
    "/portraits/{}/": a_portrait,
    "/portraits/{}/share/": a_portrait,
}
# What differs by chance: the time, the name of a cookie's secret.
CHANGING = ("Set-Cookie", "X-Request-Id")


def essence(answer: Any) -> tuple[int, bytes, dict[str, str]]:
    headers = {name: value for name, value in answer.items() if name not in CHANGING}
    return answer.status_code, answer.content, headers


@pytest.mark.promise("E-7")
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("address", sorted(THINGS))
def test_another_persons_thing_is_answered_like_none(
    api_as: ApiAs, alice: User, bob: User, address: str, method: str
) -> None:
    hers = THINGS[address](alice)
    stranger = api_as(bob, "portraits", "tickets", "account")

    theirs = getattr(stranger, method)(address.format(hers), {}, format="json")
    nobodys = getattr(stranger, method)(address.format(uuid4()), {}, format="json")

    assert essence(theirs) == essence(nobodys)
    assert theirs.status_code in (404, 405, 200 if method == "options" else 404)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", sorted(PAGES))
def test_another_persons_page_is_a_page_that_does_not_exist(
    client: Client, alice: User, bob: User, address: str, method: str
) -> None:
    hers = PAGES[address](alice)
    sign_in(client, bob, proven_s_ago=0)

    theirs = getattr(client, method)(address.format(hers))
    nobodys = getattr(client, method)(address.format(uuid4()))

    assert theirs.status_code == nobodys.status_code
    assert theirs.status_code in (404, 405)


def test_a_form_of_another_site_is_refused(alice: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    sign_in(browser, alice, proven_s_ago=0)

    def send(address: str) -> Any:
        return browser.post(address, {}, HTTP_ORIGIN="https://evil.example")

    pages = named(Access.MEMBER, Access.PROVEN)
    assert wrong(pages, send, lambda one: one.status_code in (403, 405)) == {}
