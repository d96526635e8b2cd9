"""A process is killed at each step of a photo's life, while the whole folder is read.

All the photos are sent first, each with a kill at another step, and then awaited together: what a
killed worker had in hand comes back when its lease ends, and that takes the same half minute for
one as for all.
"""

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import pytest
import requests

from portraits.services.life_steps import Step
from tests.faults.folder import Folder
from tests.faults.raw_scan import RawScan
from tests.photos import encoded, face_pixels, photo
from tests.runtime.copies import Copy
from tests.runtime.processes import eventually
from tests.runtime.visitors import UNFINISHED, Visitor

pytestmark = [pytest.mark.copy, pytest.mark.timeout(280)]

STEPS: tuple[str, ...] = get_args(Step)
# In the web process: whoever sends the photo sees the connection break.
WEB_STEPS = ("sealed", "committed", "published")


@dataclass
class Aftermath:
    """What was sent, what became of it, and what was found on the disk meanwhile."""

    answers: dict[str, int] = field(default_factory=dict)
    jobs: dict[str, str] = field(default_factory=dict)
    settled_after_s: float = 0.0
    scan: RawScan | None = None


@pytest.fixture(scope="module")
def aftermath(site: Copy, folder: Folder, alice: Visitor) -> Aftermath:
    result = Aftermath()
    photos = {step: photo_for(step) for step in STEPS}
    outside = [Path("/dev/shm"), site.folder.parent]
    with RawScan(photos.values(), outside, site.watched.process.pid) as scan:
        for step in STEPS:
            folder.plan(f"kill {step}")
            result.answers[step], job_id = send(alice, photos[step])
            result.jobs[step] = job_id
            assert eventually(folder.plan_is_carried_out, within_s=40), f"nobody reached {step}"
        last_kill = time.monotonic()
        assert eventually(lambda: has_settled(alice, folder), within_s=60), state_of(alice, folder)
        result.settled_after_s = time.monotonic() - last_kill
    result.scan = scan
    return result


def photo_for(step: str) -> bytes:
    """The same face in another file for each step, so that each can be looked for."""
    return encoded(face_pixels(), quality=80 + STEPS.index(step))


def send(visitor: Visitor, content: bytes) -> tuple[int, str]:
    """Send a photo; 0 when the connection broke, as it does when the web process is killed."""
    for _try in range(40):
        # A kept connection may have been closed for its age, which would look like a kill.
        visitor.session.close()
        try:
            answer = visitor.send(content)
        except requests.ConnectionError as broken:
            if "refused" in str(broken):
                time.sleep(0.25)
                continue
            return 0, ""
        if answer.status_code == 429:
            time.sleep(1)
            continue
        return answer.status_code, answer.json().get("id", "")
    raise AssertionError("the web process did not come back")


def has_settled(visitor: Visitor, folder: Folder) -> bool:
    try:
        jobs = visitor.jobs()
    except requests.ConnectionError:
        return False
    is_over = all(one["status"] not in UNFINISHED and one["receipt_url"] for one in jobs)
    rows = folder.rows("SELECT 1 FROM portraits_upload")
    return is_over and not (folder.objects("upload") or folder.keys("upload") or rows)


def state_of(visitor: Visitor, folder: Folder) -> str:
    jobs = [(one["id"], one["status"], one["receipt_url"]) for one in visitor.jobs()]
    return f"{jobs} {folder.objects('upload')} {folder.keys('upload')}"


def test_every_step_was_reached_and_its_process_killed(aftermath: Aftermath) -> None:
    broken = {step for step, status in aftermath.answers.items() if status == 0}

    assert broken == set(WEB_STEPS)
    assert {aftermath.answers[step] for step in STEPS if step not in broken} == {202}


@pytest.mark.promise("F-6", "F-7")
def test_within_a_minute_of_a_worker_being_back_no_photo_is_left(
    aftermath: Aftermath, folder: Folder
) -> None:
    assert aftermath.settled_after_s < 60
    assert folder.objects("upload") == []
    assert folder.keys("upload") == []
    assert folder.rows("SELECT * FROM portraits_upload") == []


def test_every_job_has_a_clear_end_and_at_most_one_portrait(
    aftermath: Aftermath, folder: Folder, alice: Visitor
) -> None:
    jobs = alice.jobs()
    # The one that died before its commit was never a job; its photo is gone all the same.
    assert len(jobs) == len(STEPS) - 1
    assert {one["status"] for one in jobs} == {"ready"}

    # The effect that was sealed and never named goes when its own lease of a minute has ended.
    def only_the_named_are_left() -> bool:
        return folder.named_effects() == folder.objects("effect") == folder.keys("effect")

    assert eventually(only_the_named_are_left, within_s=90)
    attempts = folder.rows("SELECT attempts FROM portraits_portrait")
    assert {row[0] for row in attempts} == {1, 2}


def test_every_portrait_can_be_seen_and_every_photo_has_a_valid_receipt(
    aftermath: Aftermath, alice: Visitor
) -> None:
    for job in alice.jobs():
        assert alice.get(f"portraits/{job['id']}/image/").content[:3] == b"\xff\xd8\xff"
        receipt: dict[str, Any] = alice.get(f"portraits/{job['id']}/receipt/").json()
        assert alice.post("receipts/verify/", receipt).json() == {"valid": True}


@pytest.mark.promise("E-4", "F-14")
def test_no_byte_of_any_photo_was_ever_found_in_clear(
    aftermath: Aftermath, site: Copy, tmp_path: Path
) -> None:
    scan = aftermath.scan
    assert scan is not None
    assert scan.rounds > 10
    assert scan.found == set()
    # The same scan finds a photo that does lie somewhere.
    planted = tmp_path / "spooled"
    planted.write_bytes(b"\0" * 4096 + photo_for("decoded"))
    scan_again = RawScan([photo_for("decoded")], [tmp_path], site.watched.process.pid)
    scan_again.scan()
    assert scan_again.found == {str(planted)}


def test_the_ledger_is_whole_after_all_that(aftermath: Aftermath, folder: Folder) -> None:
    (receipts,) = folder.rows("SELECT count(*) FROM privacy_receipt WHERE document != ''")
    (entries,) = folder.rows("SELECT count(*) FROM privacy_ledgerentry WHERE stream = 'receipts'")
    assert receipts == entries
    broken = """SELECT count(*) FROM privacy_ledgerentry a LEFT JOIN privacy_ledgerentry b
                ON b.sequence = a.sequence - 1 WHERE a.sequence > 1
                AND (b.hash IS NULL OR b.hash != a.previous_hash)"""
    assert folder.rows(broken) == [(0,)]


def test_the_photo_of_the_tests_is_one_that_becomes_a_portrait() -> None:
    assert len(photo()) > 10 * 1024
