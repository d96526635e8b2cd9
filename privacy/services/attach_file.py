"""Keep a file that came with a message: known by its first bytes, sealed, never decoded."""

from collections.abc import Mapping
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from privacy import storage
from privacy.models import TicketAttachment, TicketMessage
from privacy.models.refusal import Refused
from privacy.sealed_upload import SealedFile

MAX_BYTES = 10_000_000
MediaType = TicketAttachment.MediaType
# How such a file begins (JFIF/Exif; PNG, third edition, 5.2; ISO 32000-2, 7.5.2).
FIRST_BYTES: Mapping[bytes, TicketAttachment.MediaType] = MappingProxyType(
    {
        b"\xff\xd8\xff": MediaType.JPEG,
        b"\x89PNG\r\n\x1a\n": MediaType.PNG,
        b"%PDF-": MediaType.PDF,
    }
)


def media_type_of(first_bytes: bytes) -> TicketAttachment.MediaType | None:
    """This function will name the kind of a file by how it begins; None for any other."""
    known = (kind for start, kind in FIRST_BYTES.items() if first_bytes.startswith(start))
    return next(known, None)


def require_attachment(file: SealedFile) -> None:
    """This function will let pass a file that a request may carry.

    :raises ValidationError: when it is too large, or neither JPEG nor PNG nor PDF
    """
    if file.is_too_large:
        raise ValidationError(
            _("Attach a file of at most %(size)d MB.") % {"size": MAX_BYTES // 1_000_000},
            code="file_too_large",
        )
    if media_type_of(file.first_bytes) is None:
        raise ValidationError(_("Attach a JPEG, a PNG or a PDF."), code="unsupported_format")


def attach_file(message: TicketMessage, file: SealedFile) -> TicketAttachment:
    """This function will tie a file to a message; it joins the caller's transaction."""
    row = TicketAttachment.objects.create(
        ticket_id=message.ticket_id,
        message=message,
        object_id=file.object_id,
        media_type=media_type_of(file.first_bytes) or MediaType.PDF,
        byte_count=file.byte_count,
    )
    # Its key lies in the same database: both are kept, or neither.
    storage.adopt(file.object_id, destroy_at=None)
    file.adopted()
    return row


def read_attachment(row: TicketAttachment) -> bytes:
    """This function will return a file as it came.

    :raises Refused: `gone`, 410, when there is nothing whole to give out
    """
    try:
        return storage.open_sealed(row.object_id)
    except (storage.ObjectGone, storage.ObjectDamaged) as gone:
        raise Refused("gone", 410) from gone


def download_headers(row: TicketAttachment) -> dict[str, str]:
    """This function will return the headers that make a browser keep the file and not open it."""
    name = f"attachment.{MediaType(row.media_type).label.lower()}"
    return {"Content-Disposition": f'attachment; filename="{name}"', "Content-Type": row.media_type}
