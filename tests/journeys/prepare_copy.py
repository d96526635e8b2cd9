"""Run by itself in a prepared copy's environment before the copy is served: a second template.

Painting the whole starter catalogue takes a minute that no journey needs; what staff has withdrawn
is not painted.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portrait_site.settings")
django.setup()

from django.utils import timezone  # noqa: E402

from portraits.models import Template  # noqa: E402
from portraits.starter.catalogue import read_catalogue  # noqa: E402
from tests.factories import make_template  # noqa: E402


def main() -> None:
    now = timezone.now()
    make_template(now=now, slug="other")
    Template.objects.bulk_create(
        Template(slug=piece.slug, kind=piece.kind, state=Template.State.WITHDRAWN, created_at=now)
        for piece in read_catalogue()
    )


if __name__ == "__main__":
    main()
