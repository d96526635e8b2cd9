"""Two photos on their whole way in one process, with every connection noted by the interpreter.

Run in the folder of a prepared copy as `python -m tests.site.guarded_walk DECODER_SOCKET`; prints
what was reached, as JSON.
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
    """Send the copy's canaries; tasks run in place."""
    import django

    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from portrait_site.canary.walk import walk
    from portraits.models import Portrait

    settings.DECODER_SOCKET.symlink_to(decoder)
    walk(now=timezone.now())
    statuses = sorted(Portrait.objects.values_list("status", flat=True))
    sys.stdout.write(json.dumps({"reached": sorted(REACHED), "statuses": statuses}))


if __name__ == "__main__":
    sys.addaudithook(note)
    main(Path(sys.argv[1]))
