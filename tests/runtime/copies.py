"""Start a whole copy of the site in a folder and at a port of its own."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.runtime.processes import ROOT, Watched, descendants, end


@dataclass
class Copy:
    """One running copy and where it is found."""

    watched: Watched
    port: int
    folder: Path

    def get(self, path: str, timeout_s: float = 5) -> tuple[int, bytes, dict[str, str]]:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}")
        try:
            with urllib.request.urlopen(request, timeout=timeout_s) as answer:  # noqa: S310
                return answer.status, answer.read(), dict(answer.headers)
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read(), dict(refusal.headers)

    def is_healthy(self) -> bool:
        return self._is_good("/healthz")

    def is_ready(self) -> bool:
        return self._is_good("/readyz")

    def _is_good(self, path: str) -> bool:
        """On a machine with much to do an answer may come late while everything starts."""
        try:
            return self.get(path, timeout_s=10)[0] == 200
        except OSError:
            return False

    def pid_of(self, words: str) -> int:
        """The process of the copy whose command line has these words and whose parent is serve."""
        mine = descendants(self.watched.process.pid)
        return min(pid for pid, line in mine.items() if words in line)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment_of(folder: Path, port: int) -> dict[str, str]:
    """What a person's shell has, with a home and a temp folder that must stay empty."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    outside = folder.parent / f"outside-{folder.name[:20]}"
    outside.mkdir(parents=True, exist_ok=True)
    homes = dict.fromkeys(("HOME", "TMPDIR", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME"), str(outside))
    settings = {"DJANGO_SETTINGS_MODULE": "tests.small_copy.settings"}
    # The small copy takes its pictures from a package that keeps notes in the home folder.
    settings["MPLCONFIGDIR"] = str(folder / "tmp")
    return kept | homes | settings | {"DATA_DIR": str(folder), "PORT": str(port)}


def prepare_folder(folder: Path) -> None:
    """Do in the folder what `serve` does first, which costs ten seconds of a processor."""
    subprocess.run(
        [sys.executable, "manage.py", "prepare"],
        cwd=ROOT,
        env=environment_of(folder, 0),
        check=True,
        timeout=120,
    )


def manage_in(folder: Path, *words: str) -> str:
    """Run a command on the copy in the folder; one that fails ends the drill with its words."""
    environment = environment_of(folder, free_port())
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{words[0]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


@contextmanager
def copy_in(folder: Path, *, under: Sequence[str] = (), **settings: str) -> Iterator[Copy]:
    """Serve from the folder; `under` is a command that the copy is started by."""
    port = free_port()
    command = [*under, sys.executable, "manage.py", "serve"]
    watched = Watched(command, environment_of(folder, port) | settings)
    try:
        watched.wait_for("The site is up", within_s=90)
        yield Copy(watched, port, folder)
    finally:
        watched.stop(signal.SIGTERM) if watched.process.poll() is None else None
        end(watched)
