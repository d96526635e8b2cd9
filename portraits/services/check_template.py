"""Look whether a staff member's picture can become a template: in a worker, out of the store."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from portraits.engine.errors import EngineError
from portraits.models import Template
from portraits.sandbox import decode_in_child
from portraits.services.publish_template import PICTURE_LONG_SIDE, scene_of, store_files
from privacy import storage
from privacy.models import DataKey
from privacy.models.refusal import Refused
from privacy.promises import UPLOAD_CEILING
from privacy.sealed_upload import SealedFile
from privacy.services.destroy_object import destroy_object
from privacy.services.send_task import send_task


def submit_source(template: Template, upload: SealedFile, *, now: datetime) -> None:
    """This function will have a sealed picture checked for a template.

    :raises Refused: `too_large`, 413; `interrupted_upload`, 400
    """
    if upload.is_too_large:
        raise Refused("too_large", 413)
    with transaction.atomic():
        template.source_object, template.state = upload.object_id, Template.State.CHECKING
        template.check_code = ""
        template.save()
        transaction.on_commit(lambda: _send(template))
    if not storage.adopt(upload.object_id, destroy_at=now + UPLOAD_CEILING):
        raise Refused("interrupted_upload", 400)


def check_template(template_id: int, *, now: datetime) -> None:
    """This function will check the template if it waits for it; repeating it is harmless.

    :raises DecoderUnavailable: when the decoder is not there; the sweep sends the check again
    """
    template = Template.objects.filter(pk=template_id, state=Template.State.CHECKING).first()
    if template is None or template.source_object is None:
        return
    try:
        columns = _check(template.slug, template.source_object)
    except EngineError as error:
        _finish(template, {"state": Template.State.REFUSED, "check_code": error.code}, now)
    except (storage.ObjectGone, storage.ObjectDamaged):
        _finish(template, {"state": Template.State.REFUSED, "check_code": "interrupted"}, now)
    else:
        _finish(template, columns | {"state": Template.State.CHECKED, "check_code": ""}, now)


def waiting_checks() -> list[Template]:
    """This function will return the templates whose picture waits to be checked."""
    waiting = Template.objects.filter(state=Template.State.CHECKING, source_object__isnull=False)
    return list(waiting)


def resume_check(template: Template, *, now: datetime) -> bool:
    """This function will send a waiting check again, or end it when its picture is gone."""
    if DataKey.objects.filter(object_id__in=[template.source_object]).exists():
        return _send(template)
    _finish(template, {"state": Template.State.REFUSED, "check_code": "timed_out"}, now)
    return True


def _check(slug: str, source: UUID) -> dict[str, str]:
    content = storage.open_sealed(source)
    photo = decode_in_child(
        content, long_side=PICTURE_LONG_SIDE, socket_path=settings.DECODER_SOCKET
    )
    pack = scene_of(photo, slug=slug)
    return store_files(pack, photo.pixels) | {"kind": pack.kind}


def _finish(template: Template, columns: dict[str, str], now: datetime) -> None:
    waiting = Template.objects.filter(pk=template.pk, source_object=template.source_object)
    waiting.update(source_object=None, **columns)
    if template.source_object is not None:
        destroy_object(
            template.source_object,
            object_class=storage.TEMPLATE_SOURCE,
            reason="checked",
            now=now,
        )


def _send(template: Template) -> bool:
    return send_task("portraits.check_template", template_id=template.pk)
