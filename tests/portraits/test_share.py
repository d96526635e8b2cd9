"""Links under which others see one portrait: who may make one, what it shows, and when it ends."""

import logging
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import User
from portrait_site.middleware.network_log import network_log
from portraits.engine.ai_mark import mark_picture
from portraits.models import Portrait, ShareLink, ShareWarning
from portraits.services.end_effect import delete_effect
from portraits.services.open_share import UNKNOWN_LINKS
from portraits.services.share_effect import MOST_LINKS, NewShare, revoke_share, share_effect
from privacy.models import NetworkLogEntry
from privacy.models.refusal import Refused
from privacy.registry.outside import NETWORKS
from tests.sessions import sign_in
from tests.site.links import REL, Links, is_outside

BOX = {"acknowledged": "on", "days": "0"}
BOTH = ["", "image/"]


def address(link: NewShare, rest: str = "") -> str:
    return f"/s/{link.secret}/{rest}"


def page_of(portrait: Portrait, rest: str = "share/") -> str:
    return f"/portraits/{portrait.pk}/{rest}"


def statuses(client: Client, link: NewShare) -> list[int]:
    return [client.get(address(link, rest)).status_code for rest in BOTH]


# --- what somebody with the link sees


@pytest.mark.promise("M-19", "M-21")
def test_whoever_has_the_link_sees_the_picture_marked_as_made_by_a_computer(
    client: Client, link: NewShare
) -> None:
    page = client.get(address(link)).content.decode()
    picture = client.get(address(link, "image/"))

    assert "AI-generated: made by a computer" in page
    assert f'src="{address(link, "image/")}"' in page
    assert picture["Content-Type"] == "image/jpeg"
    assert b"compositeWithTrainedAlgorithmicMedia" in picture.content
    assert picture["Content-Disposition"] == 'inline; filename="portrait.jpg"'


@pytest.mark.promise("M-21")
def test_the_shared_picture_shows_its_mark_and_the_owners_own_does_not(
    client: Client, sitter: User, link: NewShare
) -> None:
    own = f"/api/v1/portraits/{link.row.portrait_id}/image/"
    shared = client.get(address(link, "image/")).content
    sign_in(client, sitter)

    kept = client.get(own).content
    assert shared == mark_picture(kept) != kept
    # What goes out by the device's share sheet is the marked one as well.
    assert client.get(f"{own}?download&marked").content == shared
    page = client.get(page_of(link.row.portrait, "")).content.decode()
    assert f'data-send="{own}?download&amp;marked"' in page


def test_the_shared_page_names_nobody_and_leads_to_a_report(
    client: Client, sitter: User, link: NewShare
) -> None:
    page = client.get(address(link)).content.decode()

    assert sitter.email not in page
    assert str(link.row.portrait_id) not in page
    assert link.row.portrait.template.title not in page
    assert "/contact/?kind=misuse" in page


@pytest.mark.promise("M-19")
@pytest.mark.parametrize("rest", BOTH)
def test_no_search_engine_and_no_cache_keeps_it(client: Client, link: NewShare, rest: str) -> None:
    answer = client.get(address(link, rest))

    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Cache-Control"] == "private, no-store, max-age=0"
    assert "ETag" not in answer
    assert answer["Referrer-Policy"] == "same-origin"


def test_the_card_of_a_messenger_shows_no_face(client: Client, link: NewShare) -> None:
    page = client.get(address(link)).content.decode()

    assert '<meta name="robots" content="noindex' in page
    cards = re.findall(r'<meta (?:property|name)="(?:og|twitter):[^>]*>', page)
    assert cards
    assert not any(link.secret in card or "image" in card for card in cards)


@pytest.mark.parametrize("rest", BOTH)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_link_can_only_be_looked_at(
    client: Client, link: NewShare, rest: str, method: str
) -> None:
    assert getattr(client, method)(address(link, rest)).status_code == 405


# --- when it ends


@pytest.mark.promise("U-3", "M-19", "M-21")
def test_a_link_taken_back_opens_nothing_from_the_next_request_on(
    client: Client, link: NewShare
) -> None:
    before = statuses(client, link)
    revoke_share(link.row, now=timezone.now())

    assert (before, statuses(client, link)) == ([200, 200], [410, 410])
    page = client.get(address(link))
    assert "This picture is no longer shared." in page.content.decode()
    assert "noindex" in page["X-Robots-Tag"]


@pytest.mark.parametrize("rest", BOTH)
def test_whoever_saw_misuse_can_report_it_after_the_end_as_well(
    client: Client, link: NewShare, rest: str
) -> None:
    revoke_share(link.row, now=timezone.now())

    assert 'href="/contact/?kind=misuse"' in client.get(address(link, rest)).content.decode()
    # An error that has nothing to do with a shared picture asks for no report.
    assert "kind=misuse" not in client.get("/nowhere/").content.decode()


@pytest.mark.promise("U-3")
@pytest.mark.parametrize("rest", BOTH)
def test_asked_for_the_head_or_a_part_the_end_is_the_same_and_no_cache_keeps_it(
    client: Client, link: NewShare, rest: str
) -> None:
    whole = client.get(address(link, rest))
    head = client.head(address(link, rest))
    part = client.get(address(link, rest), headers={"range": "bytes=0-9"})
    # A portrait is small: a part of it is answered with the whole, as RFC 9110 (14.2) allows.
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Type"] == whole["Content-Type"]
    assert part.status_code == 200
    assert "Accept-Ranges" not in part

    revoke_share(link.row, now=timezone.now())

    ended = [
        client.head(address(link, rest)),
        client.get(address(link, rest), headers={"range": "bytes=0-9"}),
        client.get(address(link, rest), headers={"if-none-match": "*"}),
    ]
    assert [one.status_code for one in ended] == [410] * 3
    assert {one["Cache-Control"] for one in ended} == {"private, no-store, max-age=0"}
    assert ended[0].content == b""


@pytest.mark.promise("U-3", "M-19")
def test_a_deleted_portrait_takes_its_links_with_it(client: Client, link: NewShare) -> None:
    delete_effect(link.row.portrait, now=timezone.now())

    assert statuses(client, link) == [410, 410]


@pytest.mark.promise("U-3", "M-19")
def test_on_the_tenth_day_the_link_ends_with_the_portrait_purge_or_not(
    client: Client, link: NewShare, monkeypatch: pytest.MonkeyPatch
) -> None:
    end = link.row.portrait.expires_at
    assert end is not None
    seen = []
    for at in (end - timedelta(seconds=1), end):
        monkeypatch.setattr(timezone, "now", lambda at=at: at)
        seen.append(statuses(client, link))

    assert link.row.expires_at == end
    assert seen == [[200, 200], [410, 410]]


@pytest.mark.promise("U-3")
def test_a_link_for_a_day_ends_after_a_day_and_its_row_is_purged(
    client: Client, portrait: Portrait, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    link = share_effect(portrait, is_warned=True, method="page", now=now, days=1)

    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=1))

    assert statuses(client, link) == [410, 410]
    call_command("purge")
    assert statuses(client, link) == [404, 404]
    assert not ShareLink.objects.exists()


def test_no_link_outlives_its_portrait_however_long_was_asked_for(portrait: Portrait) -> None:
    assert portrait.expires_at is not None
    late = portrait.expires_at - timedelta(hours=1)

    link = share_effect(portrait, is_warned=True, method="page", now=late, days=10)

    assert link.row.expires_at == portrait.expires_at
    assert not ShareLink.objects.outliving().exists()


@pytest.mark.parametrize("column", ["is_sharing_on", "is_active"])
def test_switching_sharing_off_shuts_every_link_at_once(
    client: Client, sitter: User, link: NewShare, column: str
) -> None:
    User.objects.filter(pk=sitter.pk).update(**{column: False})

    assert statuses(client, link) == [410, 410]


# --- guessing


def test_a_secret_has_256_random_bits_and_only_its_hash_is_stored(portrait: Portrait) -> None:
    made = [
        share_effect(portrait, is_warned=True, method="page", now=timezone.now())
        for _ in range(MOST_LINKS)
    ]

    assert len({one.secret for one in made}) == MOST_LINKS
    assert all(re.fullmatch(r"[\w-]{43}", one.secret) for one in made)
    stored = str(list(ShareLink.objects.values()))
    assert not any(one.secret in stored for one in made)


def test_an_address_that_tries_unknown_links_is_stopped(client: Client, link: NewShare) -> None:
    tries = [client.get(f"/s/{uuid4().hex}/{BOTH[n % 2]}") for n in range(UNKNOWN_LINKS.most)]

    stopped = client.get(f"/s/{uuid4().hex}/")

    assert {one.status_code for one in tries} == {404}
    assert stopped.status_code == 429
    assert 0 < int(stopped["Retry-After"]) <= 3600
    assert client.get(address(link), REMOTE_ADDR="192.0.2.7").status_code == 200


def test_links_that_are_over_count_as_no_guess(client: Client, link: NewShare) -> None:
    revoke_share(link.row, now=timezone.now())

    answers = {client.get(address(link)).status_code for _ in range(UNKNOWN_LINKS.most + 5)}

    assert answers == {410}


def test_no_log_ever_holds_a_secret(
    client: Client, link: NewShare, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    statuses(client, link)
    revoke_share(link.row, now=timezone.now())
    statuses(client, link)
    network_log.flush()

    lines = [
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    ]
    assert link.secret not in "\n".join(lines)
    routes = set(NetworkLogEntry.objects.values_list("route", flat=True))
    assert {"shared", "shared-image"} <= routes
    assert link.secret not in str(routes)


# --- who may make one


@pytest.mark.promise("U-4", "M-21", "G-11")
def test_the_first_link_waits_for_the_warning_to_be_read(
    client: Client, sitter: User, portrait: Portrait
) -> None:
    browser = sign_in(client, sitter)
    asked = browser.get(page_of(portrait)).content.decode()

    unread = browser.post(page_of(portrait), {"days": "0"})

    assert "Whoever has the link sees the picture" in asked
    assert "messengers are not fully encrypted" in asked
    assert "has read what sharing means" not in asked
    assert "waits until you have read" in unread.content.decode()
    assert not ShareLink.objects.exists()
    assert not ShareWarning.objects.exists()


@pytest.mark.promise("U-4", "M-21")
def test_having_read_it_is_written_down_once(
    client: Client, sitter: User, portrait: Portrait
) -> None:
    browser = sign_in(client, sitter)

    first = browser.post(page_of(portrait), BOX).content.decode()
    second = browser.post(page_of(portrait), {"days": "1"}).content.decode()

    warning = ShareWarning.objects.get(person=sitter)
    assert (warning.text_version, warning.method) == ("1", "page")
    assert 'name="acknowledged"' not in second
    assert ShareLink.objects.count() == 2
    for page in (first, second):
        shown = re.search(r'value="(http://testserver/s/[\w-]{43}/)"', page)
        assert shown is not None
        assert client.get(shown[1]).status_code == 200


@pytest.mark.promise("U-4", "M-20")
def test_the_warning_stands_in_the_dialog_on_the_portraits_page(
    client: Client, sitter: User, portrait: Portrait
) -> None:
    page = sign_in(client, sitter).get(page_of(portrait, "")).content.decode()

    assert "Whoever has the link sees the picture" in page
    assert "can keep, copy and pass it on" in page
    assert "does not reach their copies, and we cannot answer for them" in page
    assert f'action="{page_of(portrait)}"' in page
    assert not re.search(r'name="acknowledged"[^>]* checked', page)


def test_sharing_that_is_off_is_refused(client: Client, sitter: User, portrait: Portrait) -> None:
    User.objects.filter(pk=sitter.pk).update(is_sharing_on=False)
    browser = sign_in(client, sitter)

    page = browser.get(page_of(portrait)).content.decode()
    answer = browser.post(page_of(portrait), BOX)

    assert "Sharing by link is switched off for this account." in page
    assert 'name="days"' not in page
    assert "Sharing by link is switched off" in answer.content.decode()
    assert not ShareLink.objects.exists()


@pytest.mark.parametrize("state", [Portrait.Status.QUEUED, Portrait.Status.DELETED])
def test_only_a_picture_that_is_there_can_be_shared(portrait: Portrait, state: str) -> None:
    delete_effect(portrait, now=timezone.now())
    Portrait.objects.filter(pk=portrait.pk).update(status=state)
    portrait.refresh_from_db()

    with pytest.raises(Refused) as refused:
        share_effect(portrait, is_warned=True, method="page", now=timezone.now())

    assert refused.value.code in ("not_ready", "gone")


def test_a_link_is_taken_back_on_the_page_and_only_by_its_owner(
    client: Client, sitter: User, bob: User, link: NewShare
) -> None:
    path = page_of(link.row.portrait, f"share/{link.row.pk}/revoke/")

    assert sign_in(Client(), bob).post(path).status_code == 404
    assert statuses(Client(), link) == [200, 200]
    answer = sign_in(client, sitter).post(path, follow=True)

    assert "The link is taken back" in answer.content.decode()
    assert statuses(Client(), link) == [410, 410]


@pytest.mark.promise("O-1", "O-3")
def test_a_new_link_can_be_shared_by_plain_links_to_the_notice(
    client: Client, sitter: User, portrait: Portrait
) -> None:
    sign_in(client, sitter)
    answer = client.post(f"/portraits/{portrait.pk}/share/", {"acknowledged": "on", "days": "0"})

    seen = Links(answer.content.decode())
    ways = [one for one in seen.links if one.get("href", "").startswith("/leaving/")]
    assert len(ways) == len(NETWORKS)
    assert all(set(one["rel"].split()) == REL for one in ways)
    assert client.get(ways[0]["href"]).status_code == 200
    assert list(seen.outside()) == []
    assert [one for one in seen.loaded if is_outside(one)] == []
