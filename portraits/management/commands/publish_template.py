"""Any picture with a face becomes a template."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portraits.management.outcome import slug, told_as_json
from portraits.models import Template
from portraits.services.publish_template import TemplateWords, publish_template
from portraits.services.render_once import read_photo


class Command(BaseCommand):
    """`manage.py publish_template PICTURE --kind scene --slug SLUG`: new, or renewed.

    Prints JSON as `render` does; a picture without exactly one usable face is refused.
    """

    help = "Publish a picture with a face as a template; print what was done as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("picture", type=Path, help="a JPEG, PNG, WebP, HEIC or AVIF file")
        parser.add_argument("--kind", required=True, choices=Template.Kind.values)
        parser.add_argument("--slug", required=True, type=slug)
        parser.add_argument("--title", default="", help="default: made of the slug")
        parser.add_argument("--title-zh", default="", help="the Chinese title")
        parser.add_argument("--category", default="", help="as other templates have it")
        parser.add_argument("--source", default="Added by the operator", help="who made it")
        parser.add_argument("--licence", default="Not stated")

    def handle(self, *_args: Any, **options: Any) -> None:
        with told_as_json(self):
            template = publish_template(
                read_photo(options["picture"]),
                kind=options["kind"],
                slug=options["slug"],
                words=_words(options),
                now=timezone.now(),
            )
        told = {"status": "published", "slug": template.slug, "kind": template.kind}
        self.stdout.write(json.dumps(told | {"title": template.title}))


def _words(options: dict[str, Any]) -> TemplateWords:
    title = options["title"] or options["slug"].replace("-", " ").capitalize()
    titles = {"en": title} | ({"zh-hans": options["title_zh"]} if options["title_zh"] else {})
    return TemplateWords(
        titles=titles,
        source=options["source"],
        licence=options["licence"],
        category=options["category"],
    )
