"""Keys, and what is done with them: sealing, wrapping, keyed hashes, signatures.

Design. Keys are files of a folder that is neither in a database nor in a database's backup; each
purpose has keys of its own and nothing is derived from SECRET_KEY. A sealed object has a random
256-bit key of its own, which lies wrapped in the keys database: deleting that row is the deletion.
Objects are sealed in 64 KiB frames of AES-256-GCM (the STREAM construction of Hoang, Reyhanitabar,
Rogaway and Vizar, 2015): a nonce is a random prefix, the frame's number and a last-frame flag, and
the object's id and class are authenticated with every frame, so that frames cannot be cut off, put
in another order or moved into another object without notice.
"""

import hashlib
import hmac
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

PURPOSES = ("object", "field", "log", "hash", "sign", "backup")
FRAME_BYTES = 64 * 1024
TAG_BYTES = 16
PREFIX_BYTES = 7
MAGIC = b"PSO1"


class KeyMissing(Exception):
    """A key that something was sealed with is not in the folder."""


class Damaged(Exception):
    """The bytes are not what was sealed, or were sealed as something else."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key: 32 bytes, its version, and since when it is used."""

    version: str
    secret: bytes
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What anybody needs to verify a signature."""

    key_id: str
    public_key: bytes
    not_before: datetime
    not_after: datetime | None


def create_missing_keys(directory: Path) -> list[str]:
    """This function will make a first key for every purpose that has none, and name those made."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    missing = [name for name in PURPOSES if not list(directory.glob(f"{name}-*.key"))]
    for name in missing:
        _write_key(directory / f"{name}-1.key")
    return missing


def create_next_key(directory: Path, purpose: str) -> str:
    """This function will make a newer key of a purpose and return its version."""
    newest = KeyRing(directory).newest(purpose)
    version = str(int(newest.version) + 1)
    _write_key(directory / f"{purpose}-{version}.key")
    return version


def destroy_key(directory: Path, purpose: str, version: str) -> None:
    """This function will remove a key that nothing is sealed with any more.

    :raises ValueError: for the newest one, which everything new is sealed with
    """
    if KeyRing(directory).newest(purpose).version == version:
        raise ValueError("the newest key is in use")
    path = directory / f"{purpose}-{version}.key"
    path.write_bytes(secrets.token_bytes(path.stat().st_size))
    path.unlink()


def _write_key(path: Path) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        encoded = urlsafe_b64encode(secrets.token_bytes(32)).decode()
        file.write(f"{encoded}\n{datetime.now(UTC).isoformat()}\n")
        file.flush()
        os.fsync(file.fileno())


# Where keys come from: a folder of files, or texts by name ("object-1"), both of the same form.
KeySource = Path | Mapping[str, str]


class KeyRing:
    """All keys of a source. The newest version of a purpose is used for new things."""

    def __init__(self, source: KeySource) -> None:
        self._keys = {name: _read_keys(source, name) for name in PURPOSES}

    def newest(self, purpose: str) -> Key:
        """This function will return the key that new things of a purpose are sealed with.

        :raises KeyMissing: when the folder has none
        """
        versions = self._keys[purpose]
        if not versions:
            raise KeyMissing(f"no {purpose} key: run manage.py serve, or create_keys")
        return versions[max(versions, key=int)]

    def version(self, purpose: str, version: str) -> Key:
        """This function will return an older key.

        :raises KeyMissing: when it is not in the folder
        """
        try:
            return self._keys[purpose][version]
        except KeyError as missing:
            raise KeyMissing(f"{purpose} key {version} is not in the keys folder") from missing

    def all_of(self, purpose: str) -> list[Key]:
        """This function will return every key of a purpose, oldest first."""
        return sorted(self._keys[purpose].values(), key=lambda key: int(key.version))


def _read_keys(source: KeySource, purpose: str) -> dict[str, Key]:
    if isinstance(source, Path):
        paths = source.glob(f"{purpose}-*.key")
        texts = {path.stem: path.read_text(encoding="ascii") for path in paths}
    else:
        texts = {name: text for name, text in source.items() if name.startswith(f"{purpose}-")}
    return {key.version: key for key in map(_read_key, texts, texts.values())}


def _read_key(name: str, text: str) -> Key:
    encoded, created_at = text.split()
    version = name.rpartition("-")[2]
    return Key(version, urlsafe_b64decode(encoded), datetime.fromisoformat(created_at))


def key_ring() -> KeyRing:
    """This function will return the keys of this installation, read again when the folder changed.

    A key made by a rotation is known to every running process from its next use on. Keys given by
    the environment, for development, stand in the folder's place.
    """
    if settings.ENVIRONMENT_KEYS:
        return KeyRing(settings.ENVIRONMENT_KEYS)
    directory = Path(settings.KEYS_DIR)
    try:
        changed_at = directory.stat().st_mtime_ns
    except FileNotFoundError:
        changed_at = 0
    return _key_ring_of(directory, changed_at)


@lru_cache(maxsize=2)
def _key_ring_of(directory: Path, _changed_at: int) -> KeyRing:
    return KeyRing(directory)


# --- object keys


def wrap_object_key(object_key: bytes, *, object_id: UUID, object_class: str) -> tuple[str, bytes]:
    """This function will seal an object's key for the keys database: (version, wrapped key)."""
    key = key_ring().newest("object")
    nonce = secrets.token_bytes(12)
    label = _object_label(object_id, object_class)
    return key.version, nonce + AESGCM(key.secret).encrypt(nonce, object_key, label)


def unwrap_object_key(version: str, wrapped: bytes, *, object_id: UUID, object_class: str) -> bytes:
    """This function will open an object's key.

    :raises KeyMissing: when the wrapping key is gone
    :raises Damaged: when the row was changed or belongs to another object
    """
    key = key_ring().version("object", version)
    label = _object_label(object_id, object_class)
    return _open(key.secret, wrapped[:12], wrapped[12:], label)


def _object_label(object_id: UUID, object_class: str) -> bytes:
    return b"1|" + object_id.bytes + b"|" + object_class.encode()


def _open(secret: bytes, nonce: bytes, sealed: bytes, label: bytes) -> bytes:
    try:
        return AESGCM(secret).decrypt(nonce, sealed, label)
    except (InvalidTag, ValueError) as wrong:
        raise Damaged("the sealed bytes were changed, cut or moved") from wrong


# --- frames of an object


class FrameSealer:
    """Seals a stream frame by frame; one frame is held back, since the last one is marked."""

    def __init__(self, object_key: bytes, *, object_id: UUID, object_class: str) -> None:
        self._cipher = AESGCM(object_key)
        self._label = _object_label(object_id, object_class)
        self._prefix = secrets.token_bytes(PREFIX_BYTES)
        self._held = bytearray()
        self._count = 0

    def header(self) -> bytes:
        """This function will return what stands before the first frame."""
        return MAGIC + self._prefix

    def update(self, chunk: bytes) -> bytes:
        """This function will return the frames that became full."""
        self._held += chunk
        sealed = bytearray()
        while len(self._held) > FRAME_BYTES:
            sealed += self._seal(bytes(self._held[:FRAME_BYTES]), is_last=False)
            del self._held[:FRAME_BYTES]
        return bytes(sealed)

    def finish(self) -> bytes:
        """This function will return the last frame, empty or not."""
        return self._seal(bytes(self._held), is_last=True)

    def _seal(self, frame: bytes, *, is_last: bool) -> bytes:
        nonce = _nonce(self._prefix, self._count, is_last=is_last)
        self._count += 1
        return self._cipher.encrypt(nonce, frame, self._label)


def _nonce(prefix: bytes, count: int, *, is_last: bool) -> bytes:
    return prefix + count.to_bytes(4, "big") + bytes([is_last])


class FrameOpener:
    """Opens the frames of one object, each by itself, in any order."""

    HEADER_BYTES = len(MAGIC) + PREFIX_BYTES
    SEALED_FRAME_BYTES = FRAME_BYTES + TAG_BYTES

    def __init__(
        self,
        object_key: bytes,
        header: bytes,
        sealed_bytes: int,
        *,
        object_id: UUID,
        object_class: str,
    ) -> None:
        """:raises Damaged: when the header, or a length of `sealed_bytes`, is no sealed object's"""
        rest = sealed_bytes - self.HEADER_BYTES
        if header[: len(MAGIC)] != MAGIC or rest < TAG_BYTES:
            raise Damaged("not a sealed object")
        self._cipher_key, self._prefix = object_key, header[len(MAGIC) :]
        self._label = _object_label(object_id, object_class)
        self.count = -(-rest // self.SEALED_FRAME_BYTES)
        self.byte_count = rest - self.count * TAG_BYTES

    def place(self, number: int) -> int:
        """This function will return where a frame begins among the sealed bytes."""
        return self.HEADER_BYTES + number * self.SEALED_FRAME_BYTES

    def open(self, number: int, sealed: bytes) -> bytes:
        """This function will verify and open one frame.

        :raises Damaged: when it was changed, or is another frame's or another object's
        """
        nonce = _nonce(self._prefix, number, is_last=number == self.count - 1)
        return _open(self._cipher_key, nonce, sealed, self._label)


def open_frames(object_key: bytes, sealed: bytes, *, object_id: UUID, object_class: str) -> bytes:
    """This function will verify and open a whole object.

    :raises Damaged: when a frame is missing, changed, in the wrong place or of another object
    """
    header = sealed[: FrameOpener.HEADER_BYTES]
    opener = FrameOpener(
        object_key, header, len(sealed), object_id=object_id, object_class=object_class
    )
    view, size = memoryview(sealed), opener.SEALED_FRAME_BYTES
    places = map(opener.place, range(opener.count))
    frames = (bytes(view[at : at + size]) for at in places)
    return b"".join(opener.open(number, frame) for number, frame in enumerate(frames))


# --- fields, keyed hashes, signatures


def seal_field(text: str, *, context: str, purpose: str = "field") -> bytes:
    """This function will seal a short text; `context` (table and column) must match to open it."""
    key = key_ring().newest(purpose)
    nonce = secrets.token_bytes(12)
    label = f"{purpose}|{context}".encode()
    sealed = AESGCM(key.secret).encrypt(nonce, text.encode(), label)
    return bytes([int(key.version)]) + nonce + sealed


def open_field(sealed: bytes, *, context: str, purpose: str = "field") -> str:
    """This function will open a text sealed with the same context.

    :raises KeyMissing: when the key is gone
    :raises Damaged: when the bytes were changed, are none, or stand in another column
    """
    sealed = bytes(sealed)
    if not sealed:
        raise Damaged
    key = key_ring().version(purpose, str(sealed[0]))
    label = f"{purpose}|{context}".encode()
    return _open(key.secret, sealed[1:13], sealed[13:], label).decode()


def hash_secret(secret: str) -> str:
    """This function will return what is kept of a random secret: a plain SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def keyed_hash(value: str, *, purpose: str) -> str:
    """This function will return a hex HMAC-SHA256 that nobody without the key can guess at."""
    message = f"{purpose}\x00{value}".encode()
    return hmac.new(key_ring().newest("hash").secret, message, hashlib.sha256).hexdigest()


def prove_key(purpose: str, version: str) -> bytes:
    """This function will return what only this key makes of a known text; it tells nothing of it.

    :raises KeyMissing: when the key is not there
    """
    key = key_ring().version(purpose, version)
    return hmac.new(key.secret, f"proof of {purpose}-{version}".encode(), hashlib.sha256).digest()


def sign(message: bytes) -> tuple[str, bytes]:
    """This function will sign with the newest key: (key id, 64 bytes of Ed25519, RFC 8032)."""
    key = key_ring().newest("sign")
    return _key_id(key), Ed25519PrivateKey.from_private_bytes(key.secret).sign(message)


def verify_signature(key_id: str, message: bytes, signature: bytes) -> bool:
    """This function will say whether one of our keys made the signature."""
    for key in public_keys():
        if key.key_id == key_id:
            return _is_signed(key.public_key, message, signature)
    return False


def _is_signed(public_key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def public_keys() -> list[PublicKey]:
    """This function will return every signing key's public half, oldest first."""
    keys = key_ring().all_of("sign")
    ends = [key.created_at for key in keys[1:]] + [None]
    return [
        PublicKey(_key_id(key), _public_half(key), key.created_at, end)
        for key, end in zip(keys, ends, strict=True)
    ]


def _public_half(key: Key) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(key.secret).public_key().public_bytes_raw()


def _key_id(key: Key) -> str:
    """Ends in a part of the public key's hash: two installations' keys never share a name."""
    return f"sign-{key.version}-{hashlib.sha256(_public_half(key)).hexdigest()[:8]}"
