"""The server that forks a child for each photo: single-threaded, without a loop of its own."""

from __future__ import annotations

import os
import signal
import socket
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

from portraits.sandbox import child
from portraits.sandbox.wire import UNAVAILABLE, Answer, short_address

BACKLOG = 64


class AlreadyRunning(Exception):
    """Another server answers at this address."""


def serve(path: Path) -> NoReturn:
    """This function will serve until SIGTERM or SIGINT, then let running children finish.

    :raises AlreadyRunning: when another server answers at `path`
    """
    child.warm_up()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    # The kernel reaps: no zombies, and nothing to keep count of.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listener = _listen(path)
    try:
        while True:
            _start_child(listener)
    finally:
        path.unlink(missing_ok=True)
        listener.close()
        _wait_for_children()


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def _listen(path: Path) -> socket.socket:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with short_address(path) as address:
        _remove_stale(path, address)
        before = os.umask(0o177)
        try:
            listener.bind(address)
        finally:
            os.umask(before)
    listener.listen(BACKLOG)
    return listener


def _remove_stale(path: Path, address: str) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(address)
        except (FileNotFoundError, ConnectionRefusedError):
            path.unlink(missing_ok=True)
            return
    raise AlreadyRunning("another decoder answers at this address")


def _start_child(listener: socket.socket) -> None:
    connection, _ = listener.accept()
    with connection:
        try:
            process = os.fork()
        except OSError:
            with suppress(OSError):
                connection.sendall(Answer(UNAVAILABLE).pack())
            return
        if process == 0:
            child.live(connection)


def _wait_for_children() -> None:
    # With SIGCHLD ignored, wait() returns only when the last child has ended, and then with ECHILD.
    with suppress(ChildProcessError):
        os.wait()
