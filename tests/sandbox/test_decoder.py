"""The decoder: photos in, pixels out; a photo that breaks it breaks only its own child."""

import os
import socket
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from portraits.engine import codec
from portraits.engine.errors import (
    EngineError,
    FileTooLarge,
    NotAnImage,
    TooManyPixels,
    UnsupportedFormat,
)
from portraits.sandbox import (
    DecoderUnavailable,
    client,
    decode_in_child,
    decode_in_own_child,
    limits_in_force,
)
from portraits.sandbox.line import ChildEnded
from portraits.sandbox.wire import ANSWER, Answer
from tests.engine.heic_file import heic_file
from tests.engine.photos import astronaut, file_of
from tests.engine.test_codec import jpeg_that_claims
from tests.runtime.processes import ROOT
from tests.sandbox.conftest import ORDINARY, decoder

pytestmark = pytest.mark.serial

PHOTO = file_of(astronaut())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_child_gives_the_same_pixels_as_the_codec_itself(ordinary: Path, kind: str) -> None:
    content = file_of(astronaut(), kind)

    photo = decode_in_child(content, long_side=300, socket_path=ordinary)

    here = codec.decode(content, long_side=300)
    assert np.array_equal(photo.pixels, here.pixels)
    assert (photo.source_width, photo.source_height) == (512, 512)


def test_a_child_decodes_a_phone_s_heic(ordinary: Path) -> None:
    photo = decode_in_child(heic_file(quarter_turns=1), long_side=96, socket_path=ordinary)

    assert photo.pixels.shape == (96, 64, 3)


def test_a_command_s_own_child_gives_the_same_pixels() -> None:
    photo = decode_in_own_child(PHOTO, long_side=300)

    assert np.array_equal(photo.pixels, codec.decode(PHOTO, long_side=300).pixels)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", NotAnImage),
        (b"no picture", NotAnImage),
        (PHOTO[:5000], NotAnImage),
        (file_of(astronaut(), "GIF"), UnsupportedFormat),
        (jpeg_that_claims(64_000, 64_000), TooManyPixels),
        (bytes(codec.MAX_BYTES + 1), FileTooLarge),
    ],
)
def test_a_child_refuses_with_the_engine_s_own_errors(
    ordinary: Path, content: bytes, refusal: type[EngineError]
) -> None:
    with pytest.raises(refusal):
        decode_in_child(content, long_side=300, socket_path=ordinary)


@pytest.mark.parametrize("habit", [b"crash", b"endless", b"greedy", b"curious"])
def test_a_photo_that_breaks_its_codec_is_no_picture_and_the_next_one_is(
    odd: Path, habit: bytes
) -> None:
    began = time.monotonic()

    with pytest.raises(NotAnImage):
        decode_in_child(PHOTO + habit, long_side=300, socket_path=odd)

    assert time.monotonic() - began < 15
    assert decode_in_child(PHOTO, long_side=300, socket_path=odd).pixels.shape == (300, 300, 3)


def test_photos_are_decoded_side_by_side(odd: Path) -> None:
    refusals: list[type[BaseException]] = []

    def send_endless() -> None:
        try:
            decode_in_child(PHOTO + b"endless", long_side=300, socket_path=odd)
        except NotAnImage as refusal:
            refusals.append(type(refusal))

    waiting = threading.Thread(target=send_endless)
    waiting.start()
    decode_in_child(PHOTO, long_side=300, socket_path=odd)
    was_still_busy = waiting.is_alive()
    waiting.join()

    assert was_still_busy
    assert refusals == [NotAnImage]


def test_the_kernel_itself_says_which_limits_hold(ordinary: Path) -> None:
    stated = limits_in_force(ordinary)

    assert stated["filter"] is True
    assert stated["no_new_privileges"] is True
    assert stated["dumpable"] is False
    assert stated["file_bytes"] == stated["core_bytes"] == 0
    assert 0 < stated["wall_s"] <= 20


def test_only_the_owner_may_talk_to_the_decoder(ordinary: Path) -> None:
    assert stat.S_IMODE(ordinary.stat().st_mode) == 0o600


def test_a_decoder_that_is_not_there_says_nothing_about_the_photo(tmp_path: Path) -> None:
    with pytest.raises(DecoderUnavailable):
        decode_in_child(PHOTO, long_side=300, socket_path=tmp_path / "decoder.sock")


def test_a_stopped_decoder_leaves_no_socket_and_a_dead_one_s_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "decoder.sock"
    with decoder(path, ORDINARY):
        pass
    assert not path.exists()

    with decoder(path, ORDINARY) as process:
        process.kill()
        process.wait()
    assert path.exists()

    with decoder(path, ORDINARY):
        assert limits_in_force(path)["filter"]


def test_a_second_decoder_at_one_address_gives_way(ordinary: Path) -> None:
    done = subprocess.run(
        [sys.executable, *ORDINARY, str(ordinary)], cwd=ROOT, capture_output=True, check=False
    )

    assert done.returncode == 1
    assert b"another decoder" in done.stderr
    assert limits_in_force(ordinary)["filter"]


@pytest.mark.parametrize(
    "answer",
    [
        b"short",
        Answer("", 300, 300, 512, 512).pack() + b"too few pixels",
        Answer("", 40_000, 300, 512, 512).pack(),
        Answer("", 300, 300, 99_999, 512).pack(),
        Answer("", 0, 0, 0, 0).pack(),
        b"\xff" * ANSWER.size,
    ],
)
def test_nothing_that_a_broken_child_says_is_believed(answer: bytes) -> None:
    ours, theirs = socket.socketpair()
    theirs.sendall(answer)
    theirs.shutdown(socket.SHUT_WR)

    with ours, theirs, pytest.raises(ChildEnded):
        client._exchange(ours, b"", 300)


def test_a_child_has_no_files_open_beside_its_connection(odd: Path) -> None:
    ours = socket.socket(socket.AF_UNIX)
    ours.connect(str(odd))
    time.sleep(0.3)

    newest = max(children_of(odd), key=lambda process: int(process.name))
    open_files = {os.readlink(file).split(":")[0] for file in (newest / "fd").iterdir()}

    ours.close()
    assert open_files == {"/dev/null", "socket"}


def children_of(path: Path) -> list[Path]:
    """Processes whose command names that socket; the child has its parent's command."""
    named = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(path).encode() in (process / "cmdline").read_bytes():
                named.append(process)
        except OSError:
            continue
    return named
