"""The answer that hands a person the copy of their data, for the page and for the API."""

from django.http import StreamingHttpResponse
from django.utils import timezone

from privacy.models import Export
from privacy.services.request_export import take_export


def archive_answer(export: Export) -> StreamingHttpResponse:
    """This function will give the archive out, once, a few frames at a time.

    :raises Refused: as `take_export`
    """
    chunks = take_export(export, now=timezone.now())
    answer = StreamingHttpResponse(chunks, content_type="application/zip")
    answer["Content-Length"] = str(export.byte_count)
    answer["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    answer["Cache-Control"] = "private, no-store"
    return answer
