"""Links under which others see a clip: the same gate as a portrait's, for every range of it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from portraits.models import Clip, Portrait, ShareLink
from portraits.services.end_effect import delete_effect
from portraits.services.share_effect import NewShare, revoke_share, share_effect
from portraits.services.take_down_effect import effect_named, take_down_effect, take_down_links
from privacy.models import Notice
from privacy.models.refusal import Refused
from tests.conftest import ApiAs
from tests.factories import CLIP_FILE, give_clip
from tests.sessions import sign_in

BOX = {"acknowledged": "on", "days": "0"}


@pytest.fixture
def clip(alice: User) -> Clip:
    return give_clip(alice, now=timezone.now())


@pytest.fixture
def clip_link(clip: Clip) -> NewShare:
    return share_effect(clip, is_warned=True, method="page", now=timezone.now())


def statuses(client: Client, link: NewShare) -> list[int]:
    page, file = f"/s/{link.secret}/", f"/s/{link.secret}/image/"
    part = client.get(file, headers={"range": "bytes=70000-70009"})
    return [client.get(page).status_code, client.get(file).status_code, part.status_code]


@pytest.mark.promise("M-19", "M-21")
def test_whoever_has_the_link_plays_the_clip_and_reads_that_a_computer_made_it(
    client: Client, clip_link: NewShare, alice: User
) -> None:
    answer = client.get(f"/s/{clip_link.secret}/")
    page = answer.content.decode()
    video = client.get(f"/s/{clip_link.secret}/image/")

    assert f'<video src="/s/{clip_link.secret}/image/" controls playsinline' in page
    assert "AI-generated: made by a computer" in page
    assert "/contact/?kind=misuse" in page
    assert alice.email not in page
    assert str(clip_link.row.clip_id) not in page
    assert (video["Content-Type"], video.getvalue()) == ("video/mp4", CLIP_FILE)
    for one in (answer, video):
        assert "noindex" in one["X-Robots-Tag"]
        assert one["Cache-Control"] == "private, no-store, max-age=0"


@pytest.mark.parametrize(
    ("asked", "status", "span"),
    [("bytes=70000-70009", 206, slice(70_000, 70_010)), ("bytes=999999-", 416, slice(0, 0))],
)
def test_a_player_behind_the_link_gets_the_range_it_asks_for(
    client: Client, clip_link: NewShare, asked: str, status: int, span: slice
) -> None:
    answer = client.get(f"/s/{clip_link.secret}/image/", headers={"range": asked})

    assert (answer.status_code, answer.getvalue()) == (status, CLIP_FILE[span])
    assert "noindex" in answer["X-Robots-Tag"]


@pytest.mark.promise("U-3", "M-19", "M-21")
def test_a_link_taken_back_ends_with_the_next_range(client: Client, clip_link: NewShare) -> None:
    before = statuses(client, clip_link)
    revoke_share(clip_link.row, now=timezone.now())

    assert (before, statuses(client, clip_link)) == ([200, 200, 206], [410, 410, 410])


@pytest.mark.promise("U-3", "M-19")
@pytest.mark.parametrize("end", ["deleted", "over", "off"])
def test_whatever_ends_the_clip_or_the_sharing_ends_its_links(
    client: Client, clip: Clip, clip_link: NewShare, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    past = clip.expires_at
    assert past is not None
    assert clip_link.row.expires_at == past
    if end == "deleted":
        delete_effect(clip, now=timezone.now())
    elif end == "off":
        User.objects.filter(pk=clip.owner_id).update(is_sharing_on=False)
    else:
        monkeypatch.setattr(timezone, "now", lambda: past)

    assert statuses(client, clip_link) == [410, 410, 410]


def test_a_person_is_shown_where_to_share_only_what_can_be_shared(
    alice: User, clip: Clip, api_as: ApiAs
) -> None:
    bare = give_clip(alice, now=timezone.now(), mark=False)
    made = Clip.objects.create(owner=alice, created_at=timezone.now(), upload_object=uuid4())
    pages = {
        one["id"]: one["share_page_url"]
        for one in api_as(alice).get("/api/v1/clips/").json()["results"]
    }

    assert pages[str(clip.pk)].endswith(f"/clips/{clip.pk}/share/")
    assert (pages[str(bare.pk)], pages[str(made.pk)]) == (None, None)


@pytest.mark.promise("M-21")
def test_a_clip_without_the_mark_cannot_be_shared_by_link(
    alice: User, client: Client, api_as: ApiAs
) -> None:
    bare = give_clip(alice, now=timezone.now(), mark=False)
    sent = api_as(alice).post(f"/api/v1/clips/{bare.pk}/share/")
    sign_in(client, alice)
    page = client.post(f"/clips/{bare.pk}/share/", BOX)

    assert (sent.status_code, sent.json()["code"]) == (409, "mark_required")
    assert "Make it again with them." in page.content.decode()
    assert not ShareLink.objects.exists()


def test_a_program_makes_lists_and_takes_back_links_to_a_clip(
    client: Client, api_as: ApiAs, alice: User, clip: Clip
) -> None:
    api, links = api_as(alice), f"/api/v1/clips/{clip.pk}/share/"

    made = api.post(links, {"days": 1}, format="json").json()
    listed = [one["id"] for one in api.get(links).json()["results"]]
    gone = api.delete(f"{links}{made['id']}/").status_code

    assert (listed, gone) == ([made["id"]], 204)
    assert api.get(links).json()["results"] == []
    assert client.get(made["url"]).status_code == 410


def test_the_page_shows_a_new_link_once_and_takes_it_back(
    client: Client, alice: User, clip: Clip
) -> None:
    sign_in(client, alice)
    page = f"/clips/{clip.pk}/share/"

    shown = client.post(page, BOX).content.decode()
    row = ShareLink.objects.get(clip=clip)
    again = client.get(page).content.decode()
    back = client.post(f"{page}{row.pk}/revoke/")

    assert "/s/" in shown
    assert f"{page}{row.pk}/revoke/" in again
    assert "data-link" not in again
    assert (back.status_code, back["Location"]) == (302, page)
    assert not ShareLink.objects.live(timezone.now()).exists()


@pytest.mark.promise("M-19")
def test_anothers_clip_is_shared_by_nobody(
    client: Client, api_as: ApiAs, bob: User, clip: Clip, clip_link: NewShare
) -> None:
    api, links = api_as(bob), f"/api/v1/clips/{clip.pk}/share/"
    sign_in(client, bob)
    tried = [
        api.get(links),
        api.post(links),
        api.delete(f"{links}{clip_link.row.pk}/"),
        client.get(f"/clips/{clip.pk}/share/"),
        client.post(f"/clips/{clip.pk}/share/", BOX),
        client.post(f"/clips/{clip.pk}/share/{clip_link.row.pk}/revoke/"),
        client.post(f"/clips/{clip.pk}/delete/"),
    ]

    assert [one.status_code for one in tried] == [404] * len(tried)
    assert ShareLink.objects.live(timezone.now()).count() == 1


def test_a_link_to_a_clip_is_none_of_a_portrait(
    api_as: ApiAs, alice: User, clip_link: NewShare
) -> None:
    other = give_clip(alice, now=timezone.now())

    answer = api_as(alice).delete(f"/api/v1/clips/{other.pk}/share/{clip_link.row.pk}/")

    assert answer.status_code == 404


@pytest.mark.parametrize("shown", ["nothing", "both"])
def test_a_link_shows_exactly_one_thing(portrait: Portrait, clip: Clip, shown: str) -> None:
    named: dict[str, Any] = {} if shown == "nothing" else {"portrait": portrait, "clip": clip}
    now = timezone.now()

    with pytest.raises(IntegrityError), transaction.atomic():
        ShareLink.objects.create(sha256="a" * 64, created_at=now, expires_at=now, **named)


def test_a_clip_that_is_not_there_yet_or_any_more_is_not_shared(alice: User) -> None:
    now = timezone.now()
    waiting = Clip.objects.create(owner=alice, created_at=now, upload_object=uuid4())
    over = give_clip(alice, now=now - timedelta(days=10))
    codes = []
    for clip in (waiting, over):
        with pytest.raises(Refused) as refusal:
            share_effect(clip, is_warned=True, method="page", now=now)
        codes.append(refusal.value.code)

    assert codes == ["not_ready", "gone"]


@pytest.mark.promise("O-3")
def test_a_shared_clip_is_taken_down_by_its_link(
    client: Client, clip: Clip, clip_link: NewShare
) -> None:
    address, now = f"https://here.example/s/{clip_link.secret}/", timezone.now()

    assert effect_named(address) == clip == effect_named(str(clip.pk))
    assert (take_down_links(address, now), take_down_effect(address, now)) == (1, 1)
    clip.refresh_from_db()
    assert clip.status == "deleted"
    assert Notice.objects.get().parameters == {"clip": str(clip.pk)}
    assert statuses(client, clip_link) == [410, 410, 410]
