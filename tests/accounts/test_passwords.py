"""How passwords are kept."""

import threading
import time
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.backends import passwords
from accounts.services.normalize_password import normalize_password

HASHER = "accounts.backends.Argon2idHasher"


@pytest.fixture
def argon2id(settings: Any) -> None:
    settings.PASSWORD_HASHERS = [HASHER]


@pytest.mark.usefixtures("argon2id")
def test_a_password_is_kept_as_argon2id_with_19_mib_two_passes_one_lane() -> None:
    encoded = make_password("four words nobody guesses")

    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password("four words nobody guesses", encoded)
    assert not check_password("four words somebody guesses", encoded)


@pytest.mark.usefixtures("argon2id")
def test_the_same_letters_open_whatever_keyboard_made_them() -> None:
    composed, decomposed = "caf\u00e9 im Sommerregen", "cafe\u0301 im Sommerregen"

    assert composed != decomposed
    assert normalize_password(composed) == normalize_password(decomposed)
    assert check_password(decomposed, make_password(composed))


def test_an_older_hash_is_made_anew_at_sign_in(settings: Any) -> None:
    settings.PASSWORD_HASHERS = [HASHER, "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    old = make_password("four words nobody guesses", hasher="pbkdf2_sha256")
    renewed: list[str] = []

    assert check_password("four words nobody guesses", old, setter=renewed.append)

    assert renewed == ["four words nobody guesses"]


@pytest.mark.parametrize("password", ["fourteen chars", "x" * 129])
def test_too_short_and_too_long_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


def test_at_most_two_hashes_are_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    running, most = [0], [0]
    counting = threading.Lock()

    def slow(_hasher: Any, _password: str, _salt: str) -> str:
        with counting:
            running[0] += 1
            most[0] = max(most[0], running[0])
        time.sleep(0.05)
        with counting:
            running[0] -= 1
        return "encoded"

    monkeypatch.setattr(passwords.Argon2PasswordHasher, "encode", slow)
    hasher = passwords.Argon2idHasher()
    threads = [threading.Thread(target=hasher.encode, args=("x", "salt")) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most[0] == 2
