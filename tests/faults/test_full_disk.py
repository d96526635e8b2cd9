"""The store is full: nothing fails badly, what is there stays readable, deleting still works."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import PreparedAt
from tests.faults.folder import Folder
from tests.photos import encoded, face_pixels
from tests.runtime.copies import Copy, copy_in
from tests.runtime.processes import eventually
from tests.runtime.visitors import Visitor

pytestmark = [pytest.mark.copy, pytest.mark.timeout(200)]
STORE_BYTES = 1_000_000


@dataclass
class FullCopy:
    """A copy whose store is a disk of a megabyte, in a mount namespace of its own."""

    copy: Copy
    visitor: Visitor
    store: Path

    def fill(self) -> None:
        """Leave no byte free."""
        with (self.store / "ballast").open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(bytes(4096))

    def free(self) -> None:
        (self.store / "ballast").unlink()

    def objects(self) -> list[str]:
        return Folder(self.store.parent).objects("upload")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, prepared_at: PreparedAt) -> Iterator[FullCopy]:
    folder = prepared_at(tmp_path_factory.mktemp("full") / "var")
    mount = f'mount -t tmpfs -o size={STORE_BYTES},mode=700 store "$DATA_DIR/store" && exec "$@"'
    under = ["unshare", "--map-root-user", "--mount", "sh", "-c", mount, sys.argv[0]]
    with copy_in(folder, under=under) as copy:
        assert eventually(copy.is_ready, within_s=60)
        inside = Path(f"/proc/{copy.watched.process.pid}/root{folder}/store")
        yield FullCopy(copy, Visitor(copy).register(), inside)


def test_a_photo_that_finds_no_room_is_refused_and_nothing_of_it_stays(full: FullCopy) -> None:
    first = full.visitor.send().json()["id"]
    assert full.visitor.wait_for(first)["status"] == "ready"
    full.fill()

    answer = full.visitor.send(encoded(face_pixels(), quality=99))

    assert (answer.status_code, answer.json()["code"]) == (503, "not_stored")
    assert int(answer.headers["Retry-After"]) > 0
    assert eventually(lambda: full.objects() == [], within_s=60)
    # What was there is still there, and can be deleted.
    assert full.visitor.get(f"portraits/{first}/image/").status_code == 200
    assert full.visitor.delete(f"portraits/{first}/").status_code == 204
    assert full.visitor.get(f"portraits/{first}/image/").status_code == 410

    full.free()
    assert full.visitor.wait_for(full.visitor.send().json()["id"])["status"] == "ready"


def test_a_portrait_that_finds_no_room_ends_clearly_and_its_photo_is_gone(full: FullCopy) -> None:
    folder = Folder(full.store.parent)
    main = Folder(full.copy.folder)
    main.plan("wait decoded")
    job = full.visitor.send().json()["id"]
    assert eventually(main.plan_is_carried_out, within_s=30)
    full.fill()
    main.go_on()

    body = full.visitor.wait_for(job, within_s=75)

    assert (body["status"], body["error"]["code"]) == ("failed", "interrupted")
    assert eventually(lambda: folder.objects("upload") == [], within_s=60)
    full.free()
    assert full.visitor.wait_for(full.visitor.send().json()["id"])["status"] == "ready"


def test_the_disk_was_one_of_its_own(full: FullCopy) -> None:
    assert shutil.disk_usage(full.store).total <= STORE_BYTES + 4096
