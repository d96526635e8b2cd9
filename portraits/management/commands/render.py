"""The engine from the shell."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from portraits.engine.pipeline import Effect
from portraits.management.outcome import json_object, told_as_json
from portraits.models import Template
from portraits.services.render_once import render_once
from privacy.models.refusal import Refused


class Command(BaseCommand):
    """`manage.py render PHOTO --template SLUG --out FILE`: nothing is kept but the file named.

    Prints one JSON object. Exit status 1 and `{"status": "failed", "error": {"code", "detail"}}`,
    with the API's codes, when there is no effect.
    """

    help = "Render a photo with a template into a file; print what was done as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("photo", type=Path, help="a JPEG, PNG, WebP, HEIC or AVIF file")
        parser.add_argument("--template", required=True, metavar="SLUG")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="a JPEG file")
        parser.add_argument("--face", type=int, metavar="N", help="which face, from left, from 0")
        parser.add_argument("--options", default="{}", metavar="JSON", help="as in the API")
        parser.add_argument("--timings", action="store_true", help="tell how long each stage took")

    def handle(self, *_args: Any, **options: Any) -> None:
        with told_as_json(self):
            effect = _render(options)
            options["out"].write_bytes(effect.jpeg)
        self.stdout.write(json.dumps(_success(effect, options)))


def _render(options: dict[str, Any]) -> Effect:
    template = Template.objects.filter(slug=options["template"]).exclude(pack_file="").first()
    if template is None:
        raise Refused("unknown_template", 400)
    chosen = json_object(options["options"])
    return render_once(options["photo"], template, chosen, face=options["face"])


def _success(effect: Effect, options: dict[str, Any]) -> dict[str, Any]:
    told = {
        "status": "ready",
        "template": options["template"],
        "out": str(options["out"]),
        "width": effect.width,
        "height": effect.height,
        "byte_count": len(effect.jpeg),
        "quality": effect.quality,
        "faces": effect.faces,
    }
    if options["timings"]:
        spent = effect.timings_ms
        rounded = {stage: round(ms, 1) for stage, ms in spent.items()}
        told["timings_ms"] = rounded | {"total": round(sum(spent.values()), 1)}
    return told
