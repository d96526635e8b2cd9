"""Run by itself in a copy's environment before the copy is served: two quick templates.

Painting the whole starter catalogue takes a minute that no journey needs; what staff has withdrawn
is not painted.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portrait_site.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from portrait_site.preparation import make_folders, migrate_databases  # noqa: E402
from portraits.models import Template  # noqa: E402
from portraits.starter.catalogue import read_catalogue  # noqa: E402
from privacy.encryption import create_missing_keys  # noqa: E402
from tests.factories import make_template  # noqa: E402
from tests.journeys.steps import TEMPLATE  # noqa: E402


def main() -> None:
    now = timezone.now()
    make_folders(settings.DATA_DIR)
    create_missing_keys(settings.KEYS_DIR)
    migrate_databases(lambda _words: None)
    for slug in (TEMPLATE, "other"):
        make_template(now=now, slug=slug)
    Template.objects.bulk_create(
        Template(slug=piece.slug, kind=piece.kind, state=Template.State.WITHDRAWN, created_at=now)
        for piece in read_catalogue()
    )


if __name__ == "__main__":
    main()
