"""PostgreSQL, Redis and an S3 server, each started for the tests in a folder of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from glob import glob
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import boto3
import psycopg

from tests.runtime.copies import free_port
from tests.runtime.processes import eventually

DATABASES = ("main", "keys", "log")
BUCKET, REGION = "sealed", "us-east-1"
ACCESS_KEY = SECRET_KEY = "for-tests-only"


@dataclass(frozen=True)
class Servers:
    """Where they listen."""

    postgres_port: int
    redis_port: int
    s3_port: int

    def environment(self) -> dict[str, str]:
        """What a copy is told to work with them."""
        server = f"postgres://portraits@127.0.0.1:{self.postgres_port}"
        bucket = f"{ACCESS_KEY}:{SECRET_KEY}@127.0.0.1:{self.s3_port}/{BUCKET}"
        return {
            "DATABASE_URL": f"{server}/main",
            "KEYS_DATABASE_URL": f"{server}/keys",
            "LOG_DATABASE_URL": f"{server}/log",
            "BROKER_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "STORAGE_URL": f"s3://{bucket}?secure=0&region={REGION}",
        }

    def connect(self, database: str = "main") -> psycopg.Connection[Any]:
        return psycopg.connect(
            host="127.0.0.1", port=self.postgres_port, dbname=database, user="portraits"
        )

    def rows(self, query: str, database: str = "main") -> list[Any]:
        with self.connect(database) as connection:
            return connection.execute(query.encode()).fetchall()

    def objects(self, prefix: str) -> list[str]:
        """The names in the bucket."""
        listed = s3_client(self.s3_port).list_objects_v2(Bucket=BUCKET, Prefix=prefix)
        return [entry["Key"] for entry in listed.get("Contents", [])]

    def content(self, name: str) -> bytes:
        """The bytes of one object."""
        answer = s3_client(self.s3_port).get_object(Bucket=BUCKET, Key=name)
        return bytes(answer["Body"].read())


def s3_client(port: int) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{port}",
        region_name=REGION,
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=SECRET_KEY,
    )


@contextmanager
def running_postgres() -> Iterator[int]:
    """A cluster with three databases, in a temp folder of its own."""
    # Not one of pytest's: those are closed to everybody but the person who runs the tests.
    with (
        TemporaryDirectory(prefix="portrait-postgres-") as folder,
        _cluster_in(Path(folder)) as port,
    ):
        yield port


@contextmanager
def _cluster_in(folder: Path) -> Iterator[int]:
    """PostgreSQL refuses to run as root, so root runs it as the user postgres."""
    binaries = Path(sorted(glob("/usr/lib/postgresql/*/bin"))[-1])
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
        for parent in folder.parents:
            _let_through(parent)
    port, data = free_port(), folder / "data"
    initdb = [binaries / "initdb", "-D", data, "-U", "portraits", "-A", "trust", "--no-sync"]
    subprocess.run([*as_user, *initdb], check=True, capture_output=True, cwd=folder)
    options = ["-p", str(port), "-h", "127.0.0.1", "-k", str(folder), "-F"]
    process = subprocess.Popen([*as_user, binaries / "postgres", "-D", data, *options], cwd=folder)
    try:
        assert eventually(lambda: _answers(port), within_s=30)
        with psycopg.connect(
            host="127.0.0.1", port=port, dbname="postgres", user="portraits", autocommit=True
        ) as connection:
            for name in DATABASES:
                connection.execute(f"CREATE DATABASE {name}".encode())
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _let_through(folder: Path) -> None:
    """Another user may pass through our temp folders to its own."""
    status = folder.stat()
    if status.st_uid == os.geteuid() and not status.st_mode & 0o001:
        folder.chmod(status.st_mode | 0o011)


def _answers(port: int) -> bool:
    try:
        psycopg.connect(host="127.0.0.1", port=port, dbname="postgres", user="portraits").close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def running_redis(folder: Path) -> Iterator[int]:
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
    try:
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)


@contextmanager
def running_s3() -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert eventually(lambda: _has_bucket(port), within_s=60)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)


def _has_bucket(port: int) -> bool:
    try:
        s3_client(port).create_bucket(Bucket=BUCKET)
    except OSError:
        return False
    except Exception as error:
        if "EndpointConnectionError" in type(error).__name__:
            return False
        raise
    return True
