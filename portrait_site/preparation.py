"""Make a copy's folder ready: keys, databases, policy, starter templates, schedule, static files.

Runs before every start and must cost little when nothing has changed: each step looks first.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.cache import caches
from django.core.cache.backends.db import BaseDatabaseCache
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from portrait_site.schedule import SCHEDULE
from portrait_site.seeding import write_schedule
from privacy.services.check_keys import WrongKey, prepare_keys
from privacy.services.restore import finish_restore, flag_path

FOLDERS = ("db", "keys", "mail", "run", "static", "store", "templates", "tmp")
STATIC_STAMP = "static.sha256"

Say = Callable[[str], None]


def make_folders(folder: Path) -> None:
    """This function will make the copy's folders, readable by their owner alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in FOLDERS:
        path = folder / name
        path.mkdir(mode=0o700, exist_ok=True)
        path.chmod(0o700)


def empty_temporary_folder(folder: Path) -> None:
    """This function will remove what a killed process left in the copy's own temp folder."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def prepare(say: Say) -> None:
    """This function will bring the copy's folder and databases to the state of this code."""
    migrate_databases(say)
    check_keys()
    make_cache_table()
    call_command("load_policy", verbosity=0)
    load_templates(say)
    write_schedule(SCHEDULE)
    complete_restore(say)
    collect_static(say)
    connections.close_all()


def check_keys() -> None:
    """This function will refuse to go on with keys that are not those of the data.

    :raises CommandError: saying which key is wrong; nothing was changed
    """
    try:
        prepare_keys()
    except WrongKey as wrong:
        raise CommandError(str(wrong)) from wrong


def migrate_databases(say: Say) -> None:
    """This function will migrate each database that is behind the code."""
    for alias in settings.DATABASES:
        if _is_behind(alias):
            say(f"preparing database {alias!r}")
            call_command("migrate", database=alias, interactive=False, verbosity=0)


def _is_behind(alias: str) -> bool:
    executor = MigrationExecutor(connections[alias])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def make_cache_table() -> None:
    """This function will make the table of the shared cache when it is missing."""
    if any(isinstance(cache, BaseDatabaseCache) for cache in caches.all(initialized_only=False)):
        call_command("createcachetable", database="log", verbosity=0)


def load_templates(say: Say) -> None:
    """This function will make the starter templates that are new or changed.

    One that cannot be made is named; the others are reason enough to start.
    """
    try:
        call_command("load_templates")
    except CommandError as incomplete:
        say(str(incomplete))


def complete_restore(say: Say) -> None:
    """This function will finish a restore that was cut off, before anything is served."""
    if flag_path().is_file():
        say("finishing the restore that was cut off")
        finish_restore(now=timezone.now(), say=say)


def collect_static(say: Say) -> None:
    """This function will gather the static files when one of them has changed."""
    stamp = settings.DATA_DIR / "run" / STATIC_STAMP
    state = _static_state(_static_files())
    if stamp.is_file() and stamp.read_text(encoding="ascii") == state:
        return
    say("gathering static files")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(state, encoding="ascii")


def _static_files() -> Iterable[Path]:
    for finder in get_finders():
        for name, storage in finder.list(["CVS", ".*", "*~"]):
            yield Path(storage.path(name))


def _static_state(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        status = path.stat()
        digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
