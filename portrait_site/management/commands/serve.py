"""Prepare this copy and run all of it: `make run` ends here."""

import fcntl
import os
import socket
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from setproctitle import setproctitle

from portrait_site import env
from portrait_site.preparation import empty_temporary_folder, make_folders, prepare
from portrait_site.process_control import forbid_core_dumps
from portrait_site.programs import Places, child_environment, own_broker_socket, programs
from portrait_site.supervisor import Supervisor
from portrait_site.swap import unencrypted_swap

SWAP_WARNING = (
    "This machine swaps to a disk without encryption: parts of a photo could stay there. "
    "Where people's photos are served, switch swap off (swapoff -a) or encrypt it."
)


class Command(BaseCommand):
    """`manage.py serve`: web, worker, maintenance, scheduler, decoder and broker in one."""

    help = "Prepare this copy's folder and run the whole site until Ctrl-C."
    # The checks run in every child; here they would cost a second of every start.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        setproctitle("portrait-site: serve")
        forbid_core_dumps()
        os.umask(0o077)
        make_folders(settings.DATA_DIR)
        with _claim_folder(settings.DATA_DIR), _claim_port() as listener:
            empty_temporary_folder(settings.DATA_DIR / "tmp")
            prepare(lambda words: self.stdout.write(words))
            if unencrypted_swap():
                self.stdout.write(SWAP_WARNING)
            raise SystemExit(self._supervise(listener))

    def _supervise(self, listener: socket.socket) -> int:
        is_ready, ready_pipe = os.pipe()
        data_dir: Path = settings.DATA_DIR
        places = Places(
            data_dir=data_dir,
            broker_socket=own_broker_socket(data_dir / "run", os.environ),
            listener=listener.fileno(),
            ready_pipe=ready_pipe,
        )
        supervisor = Supervisor(
            programs(places, render_workers=settings.RENDER_WORKERS),
            child_environment(places),
            str(settings.BASE_DIR),
        )
        supervisor.announce(_welcome(listener), when_readable=is_ready)
        return supervisor.run()


def _claim_folder(data_dir: Path) -> Any:
    lock = open(data_dir / "run" / "serve.lock", "w", encoding="ascii")  # noqa: SIM115
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as taken:
        lock.close()
        raise CommandError(
            "Another copy is running with this DATA_DIR. Give this one its own: "
            "DATA_DIR=./var2 PORT=8001 make run"
        ) from taken
    return lock


def _claim_port() -> socket.socket:
    host, port = env.text("HOST", "127.0.0.1"), settings.PORT
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as refused:
        listener.close()
        raise CommandError(
            f"Cannot listen on {host} port {port} ({refused.strerror}). "
            "Name another one: PORT=8001 make run"
        ) from refused
    # At once, so that a second copy is refused; early visitors wait until the web process is up.
    listener.listen(1024)
    return listener


def _welcome(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    address = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
    return (
        f"The site is up: {address}\n"
        "A staff account: .venv/bin/python manage.py createsuperuser\n"
        "Stop with Ctrl-C."
    )
