"""Which video files are opened at all: by first bytes, then by demuxer and codec.

What is not on these lists is never parsed. Formats that only point to other files (playlists,
concatenations) are absent, and whatever asks to open another file or address is refused.

References: ISO/IEC 14496-12 (file type box), RFC 9559 (Matroska), FFmpeg's format and codec names.
"""

from __future__ import annotations

from typing import Any, BinaryIO, Final

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from av.video.stream import VideoStream

from portraits.engine.errors import NotAClip, TooManyPixels, UnsupportedFormat

MOV: Final = "mov,mp4,m4a,3gp,3g2,mj2"
MATROSKA: Final = "matroska,webm"
VIDEO_CODECS = ("h264", "hevc", "vp8", "vp9", "libvpx", "libvpx-vp9", "av1", "libdav1d", "mpeg4")
AUDIO_CODECS = (
    *("aac", "mp3", "mp3float", "opus", "libopus", "vorbis", "libvorbis", "alac"),
    *("pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_f32le", "pcm_f32be"),
)
# Judged from the header alone: 4K and nothing larger, in either direction.
MAX_SIDE = 4096
MAX_PIXELS = 4096 * 2304

# Boxes that stand first in a QuickTime or MP4 file; older cameras write no file type box.
_FIRST_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")
_PICTURE_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis", b"hevc")
_EBML = b"\x1a\x45\xdf\xa3"
# AVI, WMV, Flash, MPEG program stream, Ogg; and pictures, which have a page of their own.
_OTHERS = (b"RIFF", b"\x30\x26\xb2\x75", b"FLV", b"\0\0\1\xba", b"OggS")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*")


def sniff(first_bytes: bytes) -> str:
    """The demuxer for a file that begins so (at least 12 bytes of it).

    Raises: UnsupportedFormat for another kind of video or a picture, NotAClip for anything else.
    """
    if first_bytes.startswith(_EBML):
        return MATROSKA
    if first_bytes[4:8] in _FIRST_BOXES:
        if first_bytes[4:8] == b"ftyp" and first_bytes[8:12] in _PICTURE_BRANDS:
            raise UnsupportedFormat("a picture, no video")
        return MOV
    if first_bytes.startswith((*_OTHERS, *_PICTURES)):
        raise UnsupportedFormat("a video or picture of another format")
    raise NotAClip("no video file")


def open_container(file: BinaryIO, demuxer: str) -> InputContainer:
    """The opened file. Raises: NotAClip."""
    options = {
        "format_whitelist": demuxer,
        "codec_whitelist": ",".join((*VIDEO_CODECS, *AUDIO_CODECS)),
        "protocol_whitelist": "none",
    }
    try:
        return av.open(file, "r", format=demuxer, options=options, io_open=_refuse)
    except (FFmpegError, ValueError) as error:
        raise NotAClip("the file cannot be opened") from error


def _refuse(_address: str, _flags: int, _options: dict[str, Any]) -> BinaryIO:
    raise PermissionError("a clip is one file")


def video_of(container: InputContainer) -> VideoStream:
    """The file's moving picture. Raises: NotAClip, UnsupportedFormat, TooManyPixels."""
    moving = [one for one in container.streams.video if not _is_cover(one)]
    if not moving:
        raise NotAClip("no moving picture")
    stream = moving[0]
    context = stream.codec_context
    if context is None or context.name not in VIDEO_CODECS:
        raise UnsupportedFormat("a codec that is not offered")
    if max(context.width, context.height) > MAX_SIDE or context.width * context.height > MAX_PIXELS:
        raise TooManyPixels("more pixels than 4K")
    if min(context.width, context.height) < 1:
        raise NotAClip("a picture without a size")
    return stream


def sound_of(container: InputContainer) -> AudioStream | None:
    """The file's sound, if it has one in a codec that is offered."""
    for stream in container.streams.audio:
        if stream.codec_context is not None and stream.codec_context.name in AUDIO_CODECS:
            return stream
    return None


def _is_cover(stream: VideoStream) -> bool:
    return bool(stream.disposition & av.stream.Disposition.attached_pic)
