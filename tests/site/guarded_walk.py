"""Two photos on their whole way in one process, with every connection noted by the interpreter.

Run as `python -m tests.site.guarded_walk DECODER_SOCKET`; prints what was reached, as JSON.
"""

import json
import sys
from pathlib import Path

REACHED: set[str] = set()


def note(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook: it sees what any library does, and cannot be taken off again."""
    if event == "socket.connect":
        REACHED.add(str(arguments[1]))
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        REACHED.add(f"{event} {arguments[:2]}")


def main(decoder: Path) -> None:
    """Make an empty copy and send its canaries; tasks run in place."""
    import django

    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from portrait_site.canary.walk import walk
    from portrait_site.preparation import make_folders, migrate_databases
    from portraits.models import Portrait
    from privacy.encryption import create_missing_keys
    from privacy.services.install_policy import install_policy
    from tests.factories import make_template

    make_folders(settings.DATA_DIR)
    create_missing_keys(settings.KEYS_DIR)
    settings.DECODER_SOCKET.symlink_to(decoder)
    migrate_databases(lambda _words: None)
    now = timezone.now()
    install_policy(now=now)
    make_template(now=now)
    walk(now=now)
    statuses = sorted(Portrait.objects.values_list("status", flat=True))
    sys.stdout.write(json.dumps({"reached": sorted(REACHED), "statuses": statuses}))


if __name__ == "__main__":
    sys.addaudithook(note)
    main(Path(sys.argv[1]))
