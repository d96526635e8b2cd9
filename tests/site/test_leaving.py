"""Ways to other sites: only those that we named, after a notice that says what ends there."""

from datetime import datetime
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from portraits.models import Template
from privacy.models import ThirdParty
from privacy.registry.outside import NETWORKS
from privacy.selectors.ways_out import SIGNER, sharing_ways
from privacy.services.sharing.move_party import suspend_party
from tests.sessions import sign_in
from tests.sharing import OFFICER, active
from tests.site.links import REL, Links, is_outside
from tests.site.route_table import routes

TERMS = "https://post.example/terms"
PICTURE = "http://testserver/s/secret/"


def leaving(client: Client, to: str) -> tuple[int, str]:
    answer = client.get(f"/leaving/?to={quote(to, safe='')}")
    return answer.status_code, answer.content.decode()


@pytest.fixture
def at(policy: str) -> datetime:
    return timezone.now()


@pytest.fixture
def party(at: datetime) -> ThirdParty:
    return active(now=at)


# --- the notice


@pytest.mark.promise("O-3", "O-5", "O-6")
def test_whoever_leaves_is_told_where_to_whose_terms_apply_and_what_ends(
    client: Client, party: ThirdParty
) -> None:
    status, page = leaving(client, party.policy_url)

    assert status == 200
    assert "Post House, at post.example" in page
    assert "Our protection ends there" in page
    ways = {one["href"]: set(one["rel"].split()) for one in Links(page).outside()}
    assert ways == {party.policy_url: REL, TERMS: REL}


@pytest.mark.promise("O-6")
def test_the_notice_speaks_chinese(client: Client, party: ThirdParty) -> None:
    page = client.get(f"/leaving/?to={TERMS}", headers={"accept-language": "zh-hans"})

    assert page.headers["Content-Language"] == "zh-hans"
    assert "Post House" in page.content.decode()


@pytest.mark.promise("O-3")
@pytest.mark.parametrize(
    "to",
    [
        "",
        "https://evil.example/",
        f"{TERMS}/more",
        f"{TERMS}@evil.example",
        "//post.example/terms",
        "javascript:alert(1)",
        f"{NETWORKS[0].share_url}https://evil.example",
        f"{NETWORKS[0].share_url}https://evil.example:{'a' * 43}",
        "\x00",
        "\ud83d",
    ],
)
def test_nobody_can_lend_our_notice_to_an_address_of_their_own(
    client: Client, party: ThirdParty, to: str
) -> None:
    answer = client.get("/leaving/", {"to": to.encode("utf-8", "replace")})

    assert answer.status_code == 404
    assert list(Links(answer.content.decode()).outside()) == []


@pytest.mark.promise("O-3")
def test_an_address_signed_for_something_else_is_no_way_out(client: Client, at: datetime) -> None:
    assert leaving(client, SIGNER.sign("https://evil.example/"))[0] == 404
    assert leaving(client, SIGNER.sign("javascript:alert(1)"))[0] == 404


@pytest.mark.promise("O-3")
def test_a_register_row_that_is_no_web_address_is_no_way_out(
    client: Client, party: ThirdParty
) -> None:
    ThirdParty.objects.filter(pk=party.pk).update(terms_url="javascript:alert(1)")

    assert leaving(client, "javascript:alert(1)")[0] == 404


@pytest.mark.promise("O-3")
def test_the_way_closes_with_the_row_that_opened_it(
    client: Client, party: ThirdParty, at: datetime
) -> None:
    suspend_party(party, by=OFFICER, now=at)

    assert leaving(client, TERMS)[0] == 404


# --- the two presses of sharing


@pytest.mark.promise("O-1", "O-5")
@pytest.mark.parametrize("number", range(len(NETWORKS)))
def test_the_first_press_says_what_a_network_would_get_and_the_second_goes(
    client: Client, at: datetime, number: int
) -> None:
    network, way = NETWORKS[number], sharing_ways(PICTURE)[number]

    status, page = leaving(client, way.to)

    assert status == 200
    seen = Links(page)
    terms, going = seen.outside()
    assert PICTURE in page
    assert terms["href"] == network.terms_url
    assert going["href"].startswith(network.share_url)
    assert PICTURE in {one for values in query_of(going["href"]) for one in values}
    assert [one for one in seen.loaded if is_outside(one)] == []


def query_of(address: str) -> list[list[str]]:
    return list(parse_qs(urlsplit(address).query).values())


# --- the link policy


@pytest.mark.promise("O-1", "O-3")
@pytest.mark.parametrize("who", ["visitor", "member"])
def test_no_page_leads_to_or_loads_from_another_site_but_by_the_notice(
    client: Client, alice: User, template: Template, party: ThirdParty, who: str
) -> None:
    """The policy's text, the register of third parties and every other page of the site."""
    if who == "member":
        sign_in(client, alice)
    looked_at, wrong = set(), []
    for name, address in routes():
        answer = client.get(address)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            looked_at.add(name)
            seen = Links(answer.content.decode())
            wrong += [(name, one["href"]) for one in seen.outside()]
            wrong += [(name, one) for one in seen.loaded if is_outside(one)]
        answer.close()

    assert {"home", "policy", "third-parties", "promises"} <= looked_at
    assert wrong == []
