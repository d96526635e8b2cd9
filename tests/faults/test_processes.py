"""Broker, decoder, database and the whole copy are taken away while photos are under way."""

import os
import signal
import socket
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from tests.faults.folder import Folder
from tests.photos import photo, photo_of_two
from tests.runtime.copies import Copy
from tests.runtime.processes import eventually
from tests.runtime.visitors import Visitor

pytestmark = [pytest.mark.copy, pytest.mark.timeout(240)]


def nothing_is_left(folder: Folder) -> bool:
    return not folder.objects("upload") and not folder.keys("upload")


def begin_upload(site: Copy, visitor: Visitor, sent: bytes, announced: int) -> socket.socket:
    """Send the head of a request and the beginning of its body, and nothing more."""
    connection = socket.create_connection(("127.0.0.1", site.port), timeout=30)
    head = (
        "POST /api/v1/portraits/ HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{site.port}\r\n"
        f"Authorization: {visitor.session.headers['Authorization']!s}\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\n"
        f"Content-Length: {announced}\r\n\r\n"
        '--b\r\nContent-Disposition: form-data; name="photo"; filename="a"\r\n\r\n'
    )
    connection.sendall(head.encode() + sent)
    return connection


@pytest.fixture(scope="module", autouse=True)
def stalled(site: Copy, folder: Folder, alice: Visitor) -> Iterator[None]:
    """Somebody whose body stops half-way, for as long as this module lasts."""
    with begin_upload(site, alice, photo() + bytes(200_000), 5_000_000):
        assert eventually(lambda: folder.objects("upload") != [], within_s=10)
        yield


def test_photos_survive_a_broker_that_dies_with_their_messages(
    site: Copy, folder: Folder, alice: Visitor
) -> None:
    """One is in a worker's hands, one waits in the broker, one is sent while there is none."""
    folder.plan("wait leased")
    in_work = alice.send().json()["id"]
    assert eventually(folder.plan_is_carried_out, within_s=30)
    waiting = alice.send().json()["id"]
    broker = site.pid_of("unixsocket")
    os.kill(broker, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(alice.send)
        time.sleep(1)
        os.kill(broker, signal.SIGKILL)
        meanwhile = sending.result(timeout=40)
    site.watched.wait_for("broker ended (SIGKILL)", within_s=10)
    folder.go_on()

    assert meanwhile.status_code == 202
    for job in (in_work, waiting, meanwhile.json()["id"]):
        assert alice.wait_for(job, within_s=90)["status"] == "ready"


def test_a_decoder_that_dies_costs_nobody_their_portrait(
    site: Copy, folder: Folder, alice: Visitor
) -> None:
    folder.plan("wait leased")
    job = alice.send().json()["id"]
    assert eventually(folder.plan_is_carried_out, within_s=30)

    os.kill(site.pid_of("portraits.sandbox"), signal.SIGKILL)
    folder.go_on()

    assert alice.wait_for(job)["status"] == "ready"


def test_a_job_cancelled_in_the_middle_leaves_nothing(
    site: Copy, folder: Folder, alice: Visitor
) -> None:
    folder.plan("wait effect_sealed")
    job = alice.send().json()["id"]
    assert eventually(folder.plan_is_carried_out, within_s=30)

    assert alice.delete(f"portraits/{job}/").status_code == 204
    folder.go_on()

    assert alice.job(job)["status"] == "cancelled"
    assert alice.get(f"portraits/{job}/image/").status_code == 410
    # The effect that was already sealed is in no row, and soon in no store.
    assert eventually(lambda: folder.objects("effect") == folder.named_effects(), within_s=30)


def test_a_locked_database_is_answered_with_a_time_to_come_back(
    site: Copy, folder: Folder, alice: Visitor
) -> None:
    with closing(sqlite3.connect(folder.path / "db" / "main.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = alice.send()
        other.rollback()

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert alice.wait_for(alice.send().json()["id"])["status"] == "ready"


def test_twenty_requests_at_once_with_one_key_make_one_job(
    site: Copy, folder: Folder, alice: Visitor
) -> None:
    before = len(alice.jobs())
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _n: alice.send(key="one for all"), range(20)))

    assert {answer.status_code for answer in answers} <= {202, 409}
    assert len({answer.json()["id"] for answer in answers if answer.status_code == 202}) == 1
    assert len(alice.jobs()) == before + 1


def test_forty_requests_at_once_do_not_pass_the_share(site: Copy, folder: Folder) -> None:
    bob = Visitor(site, "bob").register()
    folder.plan("wait leased")
    with ThreadPoolExecutor(25) as pool:
        answers = list(pool.map(lambda _n: bob.send(photo_of_two()), range(40)))
    folder.go_on()

    statuses = [answer.status_code for answer in answers]
    assert statuses.count(202) == 4
    assert set(statuses) <= {202, 429, 503}
    assert all(int(a.headers["Retry-After"]) > 0 for a in answers if a.status_code != 202)


def test_a_body_that_breaks_off_leaves_nothing(site: Copy, folder: Folder, alice: Visitor) -> None:
    before = set(folder.objects("upload"))
    connection = begin_upload(site, alice, photo() + bytes(200_000), 5_000_000)
    assert eventually(lambda: set(folder.objects("upload")) - before != set(), within_s=10)
    connection.close()

    assert eventually(lambda: set(folder.objects("upload")) <= before, within_s=10)


def test_a_photo_that_is_too_large_is_answered_before_its_body_is_kept(
    folder: Folder, alice: Visitor
) -> None:
    before = set(folder.objects("upload"))
    answer = alice.send(b"\xff\xd8\xff" + bytes(20_200_000))

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert set(folder.objects("upload")) <= before


def test_after_all_that_nothing_is_left_of_any_photo(folder: Folder, alice: Visitor) -> None:
    """Not of the one whose sender still waits either: what arrived of it is swept away."""
    assert eventually(lambda: nothing_is_left(folder), within_s=75)
    assert alice.wait_for(alice.send().json()["id"])["status"] == "ready"
