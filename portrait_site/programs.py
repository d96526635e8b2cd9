"""The processes of one copy, and the environment they run in."""

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from portrait_site.broker import server_command
from portrait_site.celery import CLIPS, MAINTENANCE, RENDERING
from portrait_site.supervised import Program, Stage

# A unix socket's address holds 108 bytes with its final zero.
LONGEST_SOCKET_PATH = 107
BROKER_SOCKET = "broker.sock"
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")
# Below the 60 s and 90 s a task may take: whoever is cut off here comes back from the job's row.
WORKER_GRACE_S = 30.0


@dataclass(frozen=True, slots=True)
class Places:
    """Where the processes of a copy meet: its folder, the broker, the web's listener."""

    data_dir: Path
    broker_socket: str | None
    listener: int
    ready_pipe: int


def reachable(folder: Path, socket: str) -> str:
    """This function will return a name for a socket in the folder that is short and plain.

    The kernel limits a socket's path to 107 bytes, a broker's address has trouble with spaces,
    and nothing may be written elsewhere. A descriptor of this process gives any folder a short
    name that its children can use while it lives.
    """
    path = str(folder / socket)
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH and PLAIN_PATH.fullmatch(path):
        return path
    descriptor = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    return f"/proc/{os.getpid()}/fd/{descriptor}/{socket}"


def own_broker_socket(run_folder: Path, environment: Mapping[str, str]) -> str | None:
    """This function will return where this copy's broker listens, None when it was given one."""
    if environment.get("BROKER_URL", "").strip():
        return None
    return reachable(run_folder, BROKER_SOCKET)


def child_environment(places: Places) -> dict[str, str]:
    """This function will return what the children see: their folder, and no other to write in."""
    temporary = str(places.data_dir / "tmp")
    own = {
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
        "DATA_DIR": str(places.data_dir),
        "TMPDIR": temporary,
        "SQLITE_TMPDIR": temporary,
        "XDG_CACHE_HOME": temporary,
        "LISTEN_FD": str(places.listener),
        "READY_FD": str(places.ready_pipe),
        "PYTHONUNBUFFERED": "1",
    }
    if places.broker_socket:
        own["BROKER_URL"] = f"redis+socket://{places.broker_socket}"
    return dict(os.environ) | own


def programs(places: Places, *, render_workers: int) -> list[Program]:
    """This function will return the copy's programs in the order of starting."""
    run = places.data_dir / "run"
    socket = places.broker_socket
    return [
        *([Program("broker", server_command(socket, run), Stage.BROKER)] if socket else []),
        _python("decoder", Stage.DECODER, "portraits.sandbox", "--socket", f"{run}/decode.sock"),
        _web(places),
        _worker("worker", RENDERING, "--pool", "prefork", "--concurrency", str(render_workers)),
        _gentle(_worker("clips", CLIPS, "--pool", "prefork", "--concurrency", "1")),
        _worker("maintenance", MAINTENANCE, "--pool", "solo"),
        _python("beat", Stage.INTAKE, *_CELERY, "beat", "--loglevel", "WARNING"),
    ]


_CELERY = ("celery", "--quiet", "--app", "portrait_site")


def _python(name: str, stage: Stage, module: str, *arguments: str, grace_s: float = 10) -> Program:
    return Program(name, (sys.executable, "-m", module, *arguments), stage, grace_s)


def _worker(name: str, queue: str, *pool: str) -> Program:
    quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING")
    options = ("worker", "--queues", queue, "--hostname", f"{name}@%h", *pool, *quiet)
    return _python(name, Stage.WORKERS, *_CELERY, *options, grace_s=WORKER_GRACE_S)


def _gentle(program: Program) -> Program:
    """Whoever waits for a portrait goes first, where cores are few."""
    return replace(program, command=("nice", "-n", "10", *program.command))


def _web(places: Places) -> Program:
    configuration = str(Path(__file__).with_name("gunicorn_conf.py"))
    command = (sys.executable, "-m", "gunicorn", "--config", configuration)
    application = "portrait_site.wsgi:application"
    kept = (places.listener, places.ready_pipe)
    return Program("web", (*command, application), Stage.INTAKE, 15.0, kept)
