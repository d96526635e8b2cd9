"""Pictures and sound become an MP4 that every phone plays: H.264, AAC, its index in front.

The same pictures give the same bytes. Beside picture and sound the file holds one fixed packet that
says it was made by a computer: no time, no place, no name of a program.

References: ISO/IEC 14496-12 and -14; XMP Specification Part 3, 1.1.4 (MPEG-4: a box of its own).
"""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from fractions import Fraction

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.bitstream import BitStreamFilterContext
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace
from av.video.stream import VideoStream

from portraits.engine.clip.part import MAX_SECONDS
from portraits.engine.clip.reader import MOST_RATE, Head
from portraits.engine.clip.sound import RATE, Samples
from portraits.engine.codec import XMP
from portraits.engine.geometry import Pixels

# Faster than the next step by a third and larger by as much: a person waits for it once.
PRESET, QUALITY = "superfast", "21"
# What a phone can play smoothly, and so that a minute never weighs more than 60 MB.
MOST_BITS = 8_000_000
SOUND_BITS = 160_000
# Room for the index before the first picture: 40 bytes for each picture and piece of sound.
INDEX_BYTES = 40 * (MOST_RATE + RATE // 1024 + 1) * (MAX_SECONDS + 1) + 8192
# Without the encoder's note about its own settings (ITU-T H.264, NAL unit type 6).
NO_NOTES = "filter_units=remove_types=6"
XMP_BOX = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
BT709 = 1


class ClipWriter:
    """One MP4 being written in memory."""

    def __init__(self, head: Head) -> None:
        self._file = io.BytesIO()
        options = {"moov_size": str(INDEX_BYTES), "fflags": "+bitexact"}
        self._container = av.open(self._file, "w", format="mp4", options=options)
        self._video = self._picture_track(head)
        self._notes = BitStreamFilterContext(NO_NOTES, in_stream=self._video)
        self._sound = self._sound_track() if head.has_sound else None
        self._sample_count = 0

    def _picture_track(self, head: Head) -> VideoStream:
        options = {
            "preset": PRESET,
            "crf": QUALITY,
            "profile": "high",
            "maxrate": str(MOST_BITS),
            "bufsize": str(2 * MOST_BITS),
            "flags": "+bitexact",
        }
        stream = self._container.add_stream("libx264", rate=head.rate, options=options)
        stream.width, stream.height, stream.pix_fmt = head.width, head.height, "yuv420p"
        context = stream.codec_context
        context.time_base, context.thread_count = head.time_base, 1
        context.colorspace = context.color_primaries = context.color_trc = BT709
        context.color_range = ColorRange.MPEG
        return stream

    def _sound_track(self) -> AudioStream:
        stream = self._container.add_stream(
            "aac", rate=RATE, layout="stereo", options={"flags": "+bitexact"}
        )
        stream.codec_context.bit_rate = SOUND_BITS
        return stream

    def add_picture(self, pixels: Pixels, at: int) -> None:
        """The next picture (H, W, 3), `at` ticks of the head's time base after the first."""
        frame = VideoFrame.from_ndarray(pixels, format="rgb24").reformat(
            format="yuv420p",
            src_color_range=ColorRange.JPEG,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            threads=1,
        )
        frame.pts, frame.time_base = at, self._video.codec_context.time_base
        self._mux_pictures(self._video.encode(frame))

    def add_sound(self, samples: Samples) -> None:
        """The next samples (N, 2) of 48 kHz."""
        if self._sound is None:
            return
        frame = AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="stereo")
        frame.sample_rate, frame.pts = RATE, self._sample_count
        frame.time_base = Fraction(1, RATE)
        self._sample_count += len(samples)
        self._container.mux(self._sound.encode(frame))

    def finish(self) -> bytes:
        """The whole file; nothing can be added any more."""
        self._mux_pictures(self._video.encode(None))
        self._mux_pictures([None])
        if self._sound is not None and self._sample_count:
            self._container.mux(self._sound.encode(None))
        self._container.close()
        packet = XMP_BOX + XMP
        self._file.write(struct.pack(">I4s", 8 + len(packet), b"uuid") + packet)
        return self._file.getvalue()

    def _mux_pictures(self, packets: Sequence[Packet[VideoStream] | None]) -> None:
        for packet in packets:
            self._container.mux(self._notes.filter(packet))
