"""One running copy for a whole module, and a person at it."""

from collections.abc import Iterator

import pytest

from tests.conftest import PreparedAt
from tests.faults.folder import Folder
from tests.runtime.copies import Copy, copy_in
from tests.runtime.processes import eventually
from tests.runtime.visitors import Visitor


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, prepared_at: PreparedAt) -> Iterator[Copy]:
    """A whole copy with one template, ready to work."""
    with copy_in(prepared_at(tmp_path_factory.mktemp("copy") / "var")) as copy:
        assert eventually(copy.is_ready, within_s=60)
        yield copy


@pytest.fixture(scope="module")
def folder(site: Copy) -> Folder:
    return Folder(site.folder)


@pytest.fixture(scope="module")
def alice(site: Copy) -> Visitor:
    return Visitor(site).register()
