"""The broker of a copy of its own: private, forgetful, wherever the copy lies."""

import os
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

from portrait_site.broker import server_binary, server_command
from portrait_site.programs import own_broker_socket, reachable
from tests.runtime.processes import eventually

pytestmark = pytest.mark.serial


@contextmanager
def running_broker(folder: Path) -> Iterator[redis.Redis]:
    socket = reachable(folder, "broker.sock")
    process = subprocess.Popen(server_command(socket, folder), stdout=subprocess.DEVNULL)
    client = redis.Redis(unix_socket_path=socket)
    try:
        assert eventually((folder / "broker.sock").exists, within_s=5)
        yield client
    finally:
        client.close()
        process.terminate()
        process.wait(timeout=10)


def test_the_broker_answers_on_a_socket_that_only_its_owner_can_open(tmp_path: Path) -> None:
    with running_broker(tmp_path) as client:
        assert client.ping()
        mode = stat.S_IMODE((tmp_path / "broker.sock").stat().st_mode)
        assert mode == 0o600
        assert client.config_get("port")["port"] == "0"


@pytest.mark.parametrize("name", ["x" * 200, "a folder with spaces", "人像"])
def test_a_copy_may_lie_in_any_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()

    with running_broker(folder) as client:
        assert client.ping()
        assert [path.name for path in folder.iterdir()] == ["broker.sock"]


def test_nothing_that_was_sent_is_found_on_disk_afterwards(tmp_path: Path) -> None:
    with running_broker(tmp_path) as client:
        client.lpush("portraits", "a-message")

    assert list(tmp_path.rglob("*")) == []


def test_a_broker_of_the_operator_replaces_our_own(tmp_path: Path) -> None:
    assert own_broker_socket(tmp_path, {"BROKER_URL": "redis://queue.example/0"}) is None
    assert own_broker_socket(tmp_path, {"BROKER_URL": " "}) == str(tmp_path / "broker.sock")


def test_without_a_server_of_the_system_the_packaged_one_is_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    binary = server_binary()

    assert binary.endswith("valkey-server")
    assert os.access(binary, os.X_OK)
    with running_broker(tmp_path) as client:
        assert client.ping()
