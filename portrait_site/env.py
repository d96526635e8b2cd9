"""Typed readers of the environment: the only place where it is read."""

import ipaddress
import json
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import environ


def text(name: str, default: str = "") -> str:
    """This function will return the variable, stripped; empty counts as unset."""
    return os.environ.get(name, "").strip() or default


def number(name: str, default: int) -> int:
    """This function will return the variable as a whole number.

    :raises ValueError: when it is set to something else
    """
    value = text(name)
    if not value:
        return default
    if not value.isdigit():
        raise ValueError(f"{name} must be a whole number")
    return int(value)


def names(name: str) -> tuple[str, ...]:
    """This function will return the variable as a list of lower-case names between commas."""
    return tuple(part for part in text(name).lower().replace(",", " ").split() if part)


def texts(name: str) -> dict[str, str]:
    """This function will return the variable, a JSON object of texts.

    :raises ValueError: when it is something else
    """
    given = json.loads(text(name, "{}"))
    if not isinstance(given, dict) or not all(isinstance(one, str) for one in given.values()):
        raise ValueError(f"{name} must be a JSON object of texts")
    return given


def directory(name: str, default: Path) -> Path:
    """This function will return the variable as an absolute folder."""
    return Path(text(name) or default).expanduser().absolute()


def database(name: str, sqlite_file: Path, synchronous: str) -> dict[str, Any]:
    """This function will return a DATABASES entry: the variable's server, else a SQLite file.

    SQLite: IMMEDIATE and WAL, since Django's defaults gave as many lock errors as commits under
    four writers; FULL, since NORMAL lost commits at a power cut; secure_delete, since deleted
    text otherwise stays readable in the file.
    """
    url = text(name)
    if url:
        entry: dict[str, Any] = dict(environ.Env.db_url_config(url))
        if "sqlite" not in entry["ENGINE"]:
            return entry | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
        sqlite_file = Path(entry["NAME"])
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": sqlite_file,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            "init_command": (
                "PRAGMA journal_mode=WAL;"
                f"PRAGMA synchronous={synchronous};"
                "PRAGMA secure_delete=ON;"
                "PRAGMA foreign_keys=ON;"
            ),
        },
    }


def sealed_storage(url: str, folder: Path) -> dict[str, Any]:
    """This function will return the STORAGES entry of the sealed store.

    `s3://KEY:SECRET@host:port/bucket?region=...&secure=0`, or a folder on this machine.

    :raises ValueError: when the address has another scheme
    """
    if not url:
        return {
            "BACKEND": "privacy.durable_files.DurableFileSystemStorage",
            "OPTIONS": {"location": folder, "file_permissions_mode": 0o600},
        }
    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.hostname:
        raise ValueError("STORAGE_URL must look like s3://KEY:SECRET@host:port/bucket")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    scheme = "http" if query.get("secure") == "0" else "https"
    port = f":{parts.port}" if parts.port else ""
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": parts.path.strip("/"),
            "access_key": unquote(parts.username or "") or None,
            "secret_key": unquote(parts.password or "") or None,
            "endpoint_url": f"{scheme}://{parts.hostname}{port}",
            "region_name": query.get("region"),
            "default_acl": "private",
            "querystring_auth": True,
            "file_overwrite": True,
        },
    }


def oidc_providers(name: str) -> list[dict[str, Any]]:
    """This function will return the sign-in providers in allauth's form.

    A JSON list of `{"provider_id", "name", "client_id", "secret", "server_url"}`, and
    `"authorize_origin"` where the provider's sign-in page has another origin than its server.

    :raises ValueError: when the variable is no such list
    """
    listed = json.loads(text(name, "[]"))
    if not isinstance(listed, list):
        raise ValueError(f"{name} must be a JSON list")
    try:
        return [_oidc_provider(one) for one in listed]
    except (KeyError, TypeError) as missing:
        raise ValueError(f"{name}: a provider lacks {missing}") from None


def _oidc_provider(given: dict[str, str]) -> dict[str, Any]:
    server = given["server_url"]
    return {
        "provider_id": given["provider_id"],
        "name": given["name"],
        "client_id": given["client_id"],
        "secret": given["secret"],
        "settings": {
            "server_url": server,
            "authorize_origin": given.get("authorize_origin") or server,
        },
    }


def origins_of(providers: list[dict[str, Any]]) -> list[str]:
    """This function will return the origins at which people sign in with the providers."""
    pages = (urlsplit(one["settings"]["authorize_origin"]) for one in providers)
    return sorted({f"{page.scheme}://{page.netloc}" for page in pages})


def passkey_host(host: str) -> str:
    """This function will return the name that passkeys belong to; a bare address cannot be one."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host
    return "localhost"


def secret_file(path: Path) -> str:
    """This function will return the secret in the file, made on first use, readable by us alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()
