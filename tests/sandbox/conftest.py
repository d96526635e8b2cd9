"""A decoder as the site starts it, and one that some files break."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portraits.sandbox import DecoderUnavailable, limits_in_force
from tests.runtime.processes import ROOT

ORDINARY = ("-m", "portraits.sandbox", "--socket")
ODD = ("-m", "tests.sandbox.odd_decoder")


@contextmanager
def decoder(path: Path, program: tuple[str, ...]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, *program, str(path)], cwd=ROOT)
    try:
        wait_until_it_answers(path)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_until_it_answers(path: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            limits_in_force(path)
        except (DecoderUnavailable, FileNotFoundError):
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the decoder did not start")


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("decoder") / "decoder.sock"
    with decoder(path, ORDINARY):
        yield path


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("odd") / "decoder.sock"
    with decoder(path, ODD):
        yield path
