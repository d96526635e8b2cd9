"""A clip as a player asks for it: the whole file or one range of bytes, verified before it goes.

References: RFC 9110, section 14 (ranges).
"""

import re
from contextlib import AbstractContextManager, ExitStack
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from privacy.storage import SealedReader, chunks_then_close

ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)

Span = tuple[int, int]


class NoSuchRange(Exception):
    """The range asked for lies behind the end."""


def span_of(header: str, byte_count: int) -> Span | None:
    """This function will return first byte and end of the range that a header asks for.

    None where the whole file is the answer: no range, several, or none that can be understood.

    :raises NoSuchRange: when there is no such byte
    """
    asked = ONE_RANGE.fullmatch(header.strip())
    if asked is None or asked.groups() == ("", ""):
        return None
    first, last = asked.groups()
    if not first:
        start, stop = max(0, byte_count - int(last)), byte_count
    else:
        start, stop = int(first), min(byte_count, int(last) + 1) if last else byte_count
        if last and int(last) < int(first):
            return None
    if start >= stop:
        raise NoSuchRange
    return start, stop


def video_answer(
    opened: AbstractContextManager[SealedReader], name: str, request: HttpRequest
) -> HttpResponseBase:
    """This function will answer with the clip, or the range of it that was asked for.

    Every frame that the answer covers is verified before its first byte goes out.

    :raises Refused: `not_ready` 409, `gone` 410, from `opened`
    """
    with ExitStack() as stack:
        file = stack.enter_context(opened)
        try:
            span = span_of(request.headers.get("Range", ""), file.byte_count)
        except NoSuchRange:
            return _labelled(_nothing(file.byte_count), name, request)
        start, stop = span or (0, file.byte_count)
        file.verify(start, stop)
        closing = stack.pop_all()
    content = chunks_then_close(file.chunks(start, stop), closing)
    answer = StreamingHttpResponse(content, content_type="video/mp4")
    answer["Content-Length"] = str(stop - start)
    if span is not None:
        answer.status_code = HTTPStatus.PARTIAL_CONTENT
        answer["Content-Range"] = f"bytes {start}-{stop - 1}/{file.byte_count}"
    return _labelled(answer, name, request)


def _nothing(byte_count: int) -> HttpResponse:
    answer = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
    answer["Content-Range"] = f"bytes */{byte_count}"
    return answer


def _labelled(answer: HttpResponseBase, name: str, request: HttpRequest) -> HttpResponseBase:
    kind = "attachment" if "download" in request.GET else "inline"
    answer["Content-Disposition"] = f'{kind}; filename="{name}"'
    answer["Cache-Control"] = "private, no-store, max-age=0"
    answer["Accept-Ranges"] = "bytes"
    return answer
