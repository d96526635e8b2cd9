"""Sealed bytes open only whole, unchanged, in their own place, with their own key."""

import secrets
from uuid import uuid4

import pytest

from privacy import encryption
from privacy.encryption import FRAME_BYTES, TAG_BYTES, Damaged, FrameSealer, open_frames

HEADER_BYTES = len(encryption.MAGIC) + encryption.PREFIX_BYTES
KEY, OBJECT = secrets.token_bytes(32), uuid4()


def seal(content: bytes, *, key: bytes = KEY, object_id: object = OBJECT) -> bytes:
    sealer = FrameSealer(key, object_id=object_id, object_class="upload")  # type: ignore[arg-type]
    return sealer.header() + sealer.update(content) + sealer.finish()


def open_again(sealed: bytes) -> bytes:
    return open_frames(KEY, sealed, object_id=OBJECT, object_class="upload")


@pytest.mark.parametrize(
    "size", [0, 1, FRAME_BYTES - 1, FRAME_BYTES, FRAME_BYTES + 1, 3 * FRAME_BYTES, 200_001]
)
def test_what_was_sealed_opens_unchanged(size: int) -> None:
    content = secrets.token_bytes(size)

    assert open_again(seal(content)) == content


def test_a_stream_in_odd_pieces_seals_like_a_whole() -> None:
    content = secrets.token_bytes(300_000)
    sealer = FrameSealer(KEY, object_id=OBJECT, object_class="upload")
    sealed = sealer.header()
    for start in range(0, len(content), 777):
        sealed += sealer.update(content[start : start + 777])

    assert open_again(sealed + sealer.finish()) == content


def test_any_flipped_bit_is_noticed() -> None:
    sealed = bytearray(seal(secrets.token_bytes(1000)))
    for position in range(0, len(sealed), 7):
        sealed[position] ^= 1
        with pytest.raises(Damaged):
            open_again(bytes(sealed))
        sealed[position] ^= 1


def test_a_cut_object_is_noticed_even_at_a_frame_s_end() -> None:
    sealed = seal(secrets.token_bytes(3 * FRAME_BYTES))

    for end in (HEADER_BYTES + FRAME_BYTES + TAG_BYTES, len(sealed) - 1, HEADER_BYTES, 3):
        with pytest.raises(Damaged):
            open_again(sealed[:end])


def test_frames_in_another_order_are_noticed() -> None:
    sealed = seal(secrets.token_bytes(2 * FRAME_BYTES + 10))
    size = FRAME_BYTES + TAG_BYTES
    first = sealed[HEADER_BYTES : HEADER_BYTES + size]
    second = sealed[HEADER_BYTES + size : HEADER_BYTES + 2 * size]

    with pytest.raises(Damaged):
        open_again(sealed[:HEADER_BYTES] + second + first + sealed[HEADER_BYTES + 2 * size :])


def test_one_person_s_photo_cannot_be_put_in_another_s_place() -> None:
    with pytest.raises(Damaged):
        open_again(seal(b"a photo", object_id=uuid4()))


def test_equal_photos_look_different_when_sealed() -> None:
    assert seal(b"same") != seal(b"same")


def test_an_object_key_opens_for_its_own_object_only() -> None:
    version, wrapped = encryption.wrap_object_key(KEY, object_id=OBJECT, object_class="upload")

    opened = encryption.unwrap_object_key(version, wrapped, object_id=OBJECT, object_class="upload")
    assert opened == KEY
    with pytest.raises(Damaged):
        encryption.unwrap_object_key(version, wrapped, object_id=uuid4(), object_class="upload")
    with pytest.raises(Damaged):
        encryption.unwrap_object_key(version, wrapped, object_id=OBJECT, object_class="effect")


def test_a_sealed_field_opens_in_its_own_column_only() -> None:
    sealed = encryption.seal_field("2015-03-01", context="user.birth_date")

    assert encryption.open_field(sealed, context="user.birth_date") == "2015-03-01"
    with pytest.raises(Damaged):
        encryption.open_field(sealed, context="guardian.address")
    with pytest.raises(Damaged):
        encryption.open_field(sealed, context="user.birth_date", purpose="log")


def test_a_keyed_hash_differs_by_purpose_and_repeats_for_the_same() -> None:
    one = encryption.keyed_hash("a@example.com", purpose="axes_name")

    assert one == encryption.keyed_hash("a@example.com", purpose="axes_name")
    assert one != encryption.keyed_hash("a@example.com", purpose="network_log")


def test_keys_are_made_once_and_readable_by_their_owner_alone(tmp_path) -> None:  # type: ignore[no-untyped-def]
    made = encryption.create_missing_keys(tmp_path / "keys")

    assert sorted(made) == sorted(encryption.PURPOSES)
    assert encryption.create_missing_keys(tmp_path / "keys") == []
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "keys").iterdir()} == {0o600}


def test_a_missing_key_is_named_and_nothing_is_made_up(tmp_path) -> None:  # type: ignore[no-untyped-def]
    ring = encryption.KeyRing(tmp_path)

    with pytest.raises(encryption.KeyMissing, match="object"):
        ring.newest("object")
