"""The same code on PostgreSQL, Redis and S3: the main job, its end, and what the servers refuse."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
import redis

from privacy.encryption import MAGIC
from tests.faults.folder import Folder
from tests.photos import photo, photo_of_two
from tests.runtime.copies import Copy, copy_in, environment_of
from tests.runtime.processes import ROOT, eventually
from tests.runtime.visitors import Visitor
from tests.servers.real_servers import Servers, running_postgres, running_redis, running_s3

pytestmark = [pytest.mark.servers, pytest.mark.timeout(240)]


@dataclass(frozen=True)
class Site:
    """A copy on real servers, and somebody at it."""

    copy: Copy
    servers: Servers
    alice: Visitor

    def manage(self, *command: str) -> str:
        """Run a management command of this copy."""
        environment = environment_of(self.copy.folder, self.copy.port)
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment | self.servers.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("servers")
    with (
        running_postgres() as postgres,
        running_redis(folder) as broker,
        running_s3() as s3,
    ):
        servers = Servers(postgres, broker, s3)
        with copy_in(folder / "var", **servers.environment()) as copy:
            assert eventually(copy.is_ready, within_s=60)
            yield Site(copy, servers, Visitor(copy).register())
            # The end belongs to the story: a clean stop, and no photo left in the bucket.
            assert copy.watched.stop() == 0
            assert servers.objects("upload/") == []
            assert not list(Path(copy.folder, "store").rglob("*.*"))


def test_a_photo_becomes_a_portrait_and_is_gone_from_the_bucket(site: Site) -> None:
    job = site.alice.send().json()["id"]

    assert site.alice.wait_for(job)["status"] == "ready"
    assert site.alice.get(f"portraits/{job}/image/").content[:3] == b"\xff\xd8\xff"
    assert site.servers.objects("upload/") == []
    assert site.servers.rows("SELECT * FROM portraits_upload") == []
    effects = site.servers.objects("effect/")
    assert effects
    assert all(site.servers.content(name).startswith(MAGIC) for name in effects)
    receipt = site.alice.get(f"portraits/{job}/receipt/").json()
    assert site.alice.post("receipts/verify/", receipt).json() == {"valid": True}


def test_keys_and_network_log_lie_in_databases_of_their_own(site: Site) -> None:
    site.alice.wait_for(site.alice.send().json()["id"])

    assert site.servers.rows("SELECT 1 FROM privacy_datakey LIMIT 1", "keys")
    assert eventually(
        lambda: bool(site.servers.rows("SELECT 1 FROM privacy_networklogentry LIMIT 1", "log")),
        within_s=10,
    )
    for table, database in (("privacy_datakey", "main"), ("privacy_networklogentry", "main")):
        with pytest.raises(psycopg.errors.UndefinedTable):
            site.servers.rows(f"SELECT 1 FROM {table}", database)  # noqa: S608


def test_a_portrait_whose_time_is_over_is_purged_by_the_command(site: Site) -> None:
    job = site.alice.send().json()["id"]
    site.alice.wait_for(job)
    objects = set(site.servers.objects("effect/"))
    with site.servers.connect() as connection:
        connection.execute(
            "UPDATE portraits_portrait SET ready_at = ready_at - interval '240 hours',"
            " expires_at = expires_at - interval '240 hours' WHERE id = %s",
            [job],
        )
    assert site.alice.get(f"portraits/{job}/image/").status_code == 410

    site.manage("purge")

    assert site.alice.job(job)["status"] == "expired"
    assert len(objects - set(site.servers.objects("effect/"))) == 1
    receipt = site.alice.get(f"portraits/{job}/receipt/?of=effect").json()
    assert (receipt["class"], receipt["reason"]) == ("effect", "expired")


def test_twenty_requests_at_once_with_one_key_make_one_job(site: Site) -> None:
    before = len(site.alice.jobs())
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _n: site.alice.send(key="one for all"), range(20)))

    assert {answer.status_code for answer in answers} <= {202, 409}
    assert len({answer.json()["id"] for answer in answers if answer.status_code == 202}) == 1
    assert len(site.alice.jobs()) == before + 1
    assert eventually(lambda: site.servers.objects("upload/") == [], within_s=60)


def test_forty_requests_at_once_do_not_pass_the_share(site: Site) -> None:
    """The row of the person is locked while one submission counts and adds."""
    bob, folder = Visitor(site.copy, "bob").register(), Folder(site.copy.folder)
    folder.plan("wait leased")
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _n: bob.send(photo_of_two()), range(40)))
    folder.go_on()

    statuses = [answer.status_code for answer in answers]
    assert statuses.count(202) == 4
    assert set(statuses) <= {202, 429, 503}
    assert eventually(lambda: site.servers.objects("upload/") == [], within_s=60)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE privacy_ledgerentry SET payload = '{}'",
        "DELETE FROM privacy_ledgerentry",
    ],
)
def test_the_database_refuses_to_rewrite_the_ledger(site: Site, statement: str) -> None:
    before = site.servers.rows("SELECT count(*), max(hash) FROM privacy_ledgerentry")

    with pytest.raises(psycopg.Error), site.servers.connect() as connection:
        connection.execute(statement.encode())

    assert site.servers.rows("SELECT count(*), max(hash) FROM privacy_ledgerentry") == before


def test_ledger_receipts_and_promises_hold_on_real_servers(site: Site) -> None:
    assert "all in order" in site.manage("verify_ledger")
    assert "all valid" in site.manage("verify_receipts")
    assert '"status": "red"' not in site.manage("audit_promises", "--json")


def test_the_broker_never_held_a_photo_or_a_name(site: Site) -> None:
    with redis.Redis(port=site.servers.redis_port) as client:
        kept = [client.dump(key) or b"" for key in client.scan_iter()]

    assert not [one for one in kept if photo()[3000:3032] in one or b"alice" in one]
