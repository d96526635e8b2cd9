"""Static files: named by their content, compressed once, at set-up."""

from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Brotli over a model or a WebAssembly file takes minutes and saves little.
UNCOMPRESSED = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "wasm", "tflite", "onnx", "dat")


class StaticStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's, for a tree in which an optional file may be missing.

    Only stylesheets are rewritten: a library's script may name a source map that is not shipped.
    A file that is missing (a font that was not installed) keeps its plain name, and the page its
    fallback.
    """

    manifest_strict = False
    patterns = (
        (
            "*.css",
            (
                r"""(?P<matched>url\((?P<quote>['"]{0,1})\s*(?P<url>.*?)(?P=quote)\))""",
                (
                    r"""(?P<matched>@import\s*["']\s*(?P<url>.*?)["'])""",
                    """@import url("%(url)s")""",
                ),
            ),
        ),
    )

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            return name

    def create_compressor(self, **options: Any) -> Compressor:
        return super().create_compressor(**options | {"extensions": UNCOMPRESSED})
