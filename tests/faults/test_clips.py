"""A real clip worker is killed and a clip is cancelled while it works: neither leaves anything."""

from fractions import Fraction
from typing import Any

import pytest
import requests

from portraits.models import Clip
from tests.clips import beeps, make_clip, moving_face
from tests.faults.folder import Folder
from tests.runtime.copies import Copy
from tests.runtime.processes import eventually
from tests.runtime.visitors import Visitor

pytestmark = [pytest.mark.copy, pytest.mark.timeout(200)]

PURPOSES = (Clip.PURPOSE, *Clip.FURTHER_PURPOSES)


@pytest.fixture(scope="module")
def director(site: Copy) -> Visitor:
    """Somebody who has agreed to clips and to importing them."""
    visitor = Visitor(site, "director").register()
    texts = {
        row["purpose"]: row["text_version"] for row in visitor.get("consents/").json()["results"]
    }
    for purpose in PURPOSES:
        consent = {"purpose": purpose, "decision": "grant", "text_version": texts[purpose]}
        assert visitor.post("consents/", consent).status_code == 201
    return visitor


def send(visitor: Visitor, content: bytes) -> str:
    answer = requests.post(
        f"http://127.0.0.1:{visitor.copy.port}/api/v1/clips/",
        files={"clip": ("our holiday.mp4", content)},
        data={"options": '{"lips": 70}'},
        headers=dict(visitor.session.headers),
        timeout=60,
    )
    assert answer.status_code == 202, answer.text
    job_id: str = answer.json()["id"]
    return job_id


def clip(visitor: Visitor, job_id: str) -> dict[str, Any]:
    body: dict[str, Any] = visitor.get(f"clips/{job_id}/").json()
    return body


def is_gone(folder: Folder, job_id: str) -> bool:
    """Of the job's video: neither object nor key nor row."""
    ((video,),) = folder.rows(
        f"SELECT upload_object FROM portraits_clip WHERE id = '{job_id.replace('-', '')}'"  # noqa: S608
    )
    rows = [str(row[0]) for row in folder.rows("SELECT object_id FROM portraits_clipupload")]
    return not any(video in one for one in (folder.objects("clip"), folder.keys("clip"), rows))


@pytest.fixture(scope="module")
def killed(director: Visitor, folder: Folder) -> str:
    """A clip whose worker was killed in the middle; its lease of half a minute is not over."""
    folder.plan("kill decoded")
    job_id = send(director, make_clip(moving_face(40), sound=beeps(1.3)))
    assert eventually(folder.plan_is_carried_out, within_s=40)
    assert clip(director, job_id)["status"] != "ready"
    return job_id


@pytest.mark.promise("P-10", "F-7")
def test_a_clip_whose_worker_is_killed_is_made_once_by_the_next(
    director: Visitor, folder: Folder, killed: str
) -> None:
    assert eventually(lambda: clip(director, killed)["status"] == "ready", within_s=90)
    assert eventually(lambda: is_gone(folder, killed), within_s=10)
    assert (2,) in folder.rows("SELECT attempts FROM portraits_clip")
    receipt: dict[str, Any] = director.get(f"clips/{killed}/receipt/").json()
    assert director.post("receipts/verify/", receipt).json() == {"valid": True}
    assert director.get(f"clips/{killed}/image/").content[4:8] == b"ftyp"


@pytest.mark.promise("F-7")
def test_a_clip_that_is_cancelled_while_it_is_made_stops_within_seconds(
    director: Visitor, folder: Folder, killed: str
) -> None:
    long = make_clip(moving_face(900, 640, 480), rate=Fraction(30), quality="30")
    job_id = send(director, long)
    assert eventually(lambda: clip(director, job_id)["stage"] == "paint", within_s=60)

    assert director.delete(f"clips/{job_id}/").status_code == 204

    assert clip(director, job_id)["status"] == "cancelled"
    assert is_gone(folder, job_id)
    # The next one would wait behind a worker that went on.
    short = send(director, make_clip(moving_face(10), rate=Fraction(10)))
    assert eventually(lambda: clip(director, short)["status"] == "ready", within_s=12)
