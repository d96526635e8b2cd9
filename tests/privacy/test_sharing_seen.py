"""What may cross the border, and what everybody and each person sees of sharing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from privacy.models import SharingEvent
from privacy.services.sharing.move_party import suspend_party
from privacy.services.sharing.share import share
from privacy.services.transfers.cross_border import (
    close_past_transfers,
    file_transfer,
    open_transfer,
)
from tests.privacy.test_sharing_gate import letter, refused
from tests.sessions import sign_in
from tests.sharing import APPROVER, OFFICER, SHA, active, draft

DAY = timedelta(days=1)


@pytest.fixture
def at(db: None) -> datetime:
    return timezone.now()


# --- across the border


@pytest.mark.promise("R-7")
def test_abroad_needs_a_transfer_that_a_second_person_opened(at: datetime) -> None:
    party = active(now=at, region="elsewhere")
    ask = letter(party, region="elsewhere")
    assert refused(ask, now=at) == "transfer_missing"

    transfer = file_transfer(
        ground="law",
        party=party,
        region="elsewhere",
        citation="a treaty",
        assessment_sha256=SHA,
        contract_sha256=SHA,
        until=(at + DAY * 9).date(),
        by=OFFICER,
        now=at,
    )
    assert refused(ask, now=at) == "transfer_missing"
    open_transfer(transfer, by=APPROVER, now=at)
    permit = share(ask, now=at)
    assert SharingEvent.objects.get(pk=permit.event).transfer == transfer

    close_past_transfers(now=at + DAY * 11)
    transfer.refresh_from_db()
    assert transfer.state == "ended"


@pytest.mark.promise("R-7")
def test_where_a_transfer_rests_on_consent_a_provider_cannot_use_it(at: datetime) -> None:
    party = active(now=at, region="elsewhere")
    transfer = file_transfer(
        ground="consent",
        party=party,
        region="elsewhere",
        citation="consent 1",
        assessment_sha256=SHA,
        contract_sha256=SHA,
        until=(at + DAY * 9).date(),
        by=OFFICER,
        now=at,
    )
    open_transfer(transfer, by=APPROVER, now=at)
    assert refused(letter(party, region="elsewhere"), now=at) == "transfer_missing"


# --- what everybody sees


@pytest.mark.promise("S-2")
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_list_says_so_when_there_is_nobody(client: Client, policy: str, language: str) -> None:
    answer = client.get("/privacy/third-parties/", headers={"accept-language": language})

    assert answer.status_code == 200
    assert "<h2>" in answer.content.decode()
    assert answer.context["parties"] == []
    body = client.get("/api/v1/third-parties/").json()
    assert body == {"count": 0, "next": None, "previous": None, "results": []}


@pytest.mark.promise("O-5", "S-2")
def test_the_list_is_made_from_the_rows_that_open_the_gate(client: Client, policy: str) -> None:
    at = timezone.now()
    party = active(now=at)
    draft(now=at, name="Not yet")
    page = client.get("/privacy/third-parties/").content.decode()
    (row,) = client.get("/api/v1/third-parties/").json()["results"]

    assert "Post House" in page
    assert "Not yet" not in page
    assert f"/leaving/?to={quote(row['terms_url'], safe='')}" in page
    assert (row["categories"], row["kept_days"]) == (["contact"], 30)
    chinese = client.get("/api/v1/third-parties/", headers={"accept-language": "zh-hans"})
    assert chinese.json()["results"][0]["purpose"] == "寄送信件。"

    suspend_party(party, by=OFFICER, now=at)
    assert client.get("/api/v1/third-parties/").json()["count"] == 0


@pytest.mark.promise("S-0")
def test_a_person_sees_who_received_what_of_theirs(
    client: Client, alice: User, make_person: Callable[[str], User]
) -> None:
    at = timezone.now()
    share(letter(active(now=at), subject=alice), now=at)
    sign_in(client, alice)
    page = client.get("/settings/my-data/").content.decode()
    assert "Post House" in page
    assert "accounts.User.email" in page

    sign_in(client, make_person("carol"))
    assert "Post House" not in client.get("/settings/my-data/").content.decode()
