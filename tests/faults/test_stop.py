"""A copy that is told to stop while a photo is being worked on loses nothing."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import PreparedAt
from tests.faults.folder import Folder
from tests.runtime.copies import copy_in
from tests.runtime.processes import eventually
from tests.runtime.visitors import Visitor

pytestmark = [pytest.mark.copy, pytest.mark.timeout(200)]


def test_a_copy_that_is_stopped_in_the_middle_loses_no_job(
    tmp_path: Path, prepared_at: PreparedAt
) -> None:
    folder = Folder(prepared_at(tmp_path / "var"))
    with copy_in(folder.path) as copy:
        alice = Visitor(copy).register()
        folder.plan("wait decoded")
        job = alice.send().json()["id"]
        assert eventually(folder.plan_is_carried_out, within_s=60)

        began = time.monotonic()
        with ThreadPoolExecutor(1) as pool:
            stopping = pool.submit(copy.watched.stop)
            time.sleep(1)
            folder.go_on()
            assert stopping.result(timeout=60) == 0
        assert time.monotonic() - began < 40

    with copy_in(folder.path) as again:
        assert alice.at(again).wait_for(job, within_s=75)["status"] == "ready"
        assert folder.objects("upload") == []
        assert folder.keys("upload") == []
        assert folder.objects("effect") == folder.named_effects()
