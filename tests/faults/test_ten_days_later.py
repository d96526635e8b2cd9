"""The same copy, ten days and forty days later: its processes run under another clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path

import pytest

from tests.conftest import PreparedAt
from tests.faults.folder import Folder
from tests.runtime.copies import Copy, copy_in
from tests.runtime.processes import eventually
from tests.runtime.visitors import Visitor
from tests.servers.real_servers import running_redis

pytestmark = [pytest.mark.copy, pytest.mark.timeout(240)]


@contextmanager
def copy_later(folder: Path, offset: str) -> Iterator[Copy]:
    """Serve from the folder with a clock that is ahead; the broker, which has none, stays."""
    # The library without its command, which would stay between us and the copy.
    (library,) = glob("/usr/lib/*/faketime/libfaketimeMT.so.1")
    ahead = {"LD_PRELOAD": library, "FAKETIME": offset}
    with running_redis(folder.parent) as port:
        broker = f"redis://127.0.0.1:{port}/0"
        with copy_in(folder, BROKER_URL=broker, **ahead) as copy:
            yield copy


@pytest.mark.promise("F-8")
def test_after_ten_days_the_portrait_is_gone_and_after_forty_its_row(
    tmp_path: Path, prepared_at: PreparedAt
) -> None:
    folder = Folder(prepared_at(tmp_path / "var"))
    with copy_in(folder.path) as copy:
        alice = Visitor(copy).register()
        job = alice.send().json()["id"]
        ready = alice.wait_for(job)
        assert ready["status"] == "ready"
        effect = folder.objects("effect")
        assert folder.keys("effect") == effect

    with copy_later(folder.path, "+10d") as copy:
        alice = alice.at(copy)
        image = alice.get(f"portraits/{job}/image/")
        assert (image.status_code, image.json()["code"]) == (410, "gone")
        assert eventually(lambda: folder.keys("effect") == [], within_s=30)
        assert eventually(lambda: folder.objects("effect") == [], within_s=30)
        assert eventually(lambda: alice.job(job)["status"] == "expired", within_s=10)
        assert alice.job(job)["image_url"] is None
        receipt = alice.get(f"portraits/{job}/receipt/?of=effect").json()
        assert (receipt["class"], receipt["reason"]) == ("effect", "expired")
        assert alice.post("receipts/verify/", receipt).json() == {"valid": True}

    with copy_later(folder.path, "+41d") as copy:
        alice = alice.at(copy)

        def row_is_gone() -> bool:
            return alice.get(f"portraits/{job}/").status_code == 404

        assert eventually(row_is_gone, within_s=30)
        # The canary of a site that wakes up so much later has rows of its own.
        hers = f"SELECT 1 FROM portraits_portrait WHERE id = '{job.replace('-', '')}'"  # noqa: S608
        assert folder.rows(hers) == []
