"""Photos and clips are decoded in a process that can do nothing else.

A small server (`python -m portraits.sandbox --socket PATH`) has the codecs imported and forks one
child for each file. The child takes every freedom from itself before it reads the first byte of
the file (limits.py): no files, no sockets, no processes, little memory, little time. It answers
with pixels or with the code of an engine error, and dies. A file that breaks a codec breaks one
child, which held that file and nothing else. A clip's pictures come one by one (clip_client.py).

    worker, web ---- unix socket ----> server ---- fork ----> child
      client.py      wire.py           server.py              child.py, limits.py

Nothing here knows Django or the product; nothing here is ever printed about a photo.
"""

from portraits.sandbox.client import decode_in_child, decode_in_own_child, limits_in_force
from portraits.sandbox.clip_client import clip_in_child
from portraits.sandbox.line import DecoderUnavailable

__all__ = [
    "DecoderUnavailable",
    "clip_in_child",
    "decode_in_child",
    "decode_in_own_child",
    "limits_in_force",
]
