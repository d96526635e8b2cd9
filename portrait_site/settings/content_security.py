"""What a page may load: its own files, and nothing else (Content Security Policy Level 3)."""

from collections.abc import Sequence
from typing import Any

from csp.constants import NONCE, NONE, SELF

WASM = "'wasm-unsafe-eval'"


def _common(*, is_tls: bool) -> dict[str, Any]:
    directives: dict[str, Any] = {
        "default-src": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "frame-src": [NONE],
        "form-action": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "img-src": [SELF, "blob:", "data:"],
    }
    return directives | ({"upgrade-insecure-requests": True} if is_tls else {})


def site_policy(*, is_tls: bool, form_targets: Sequence[str] = ()) -> dict[str, Any]:
    """This function will return the policy of every page but the admin and the API's docs.

    `form_targets` are the origins of sign-in providers: a form that leads there ends at them.
    """
    return _common(is_tls=is_tls) | {
        "form-action": [SELF, *form_targets],
        "script-src": [SELF],
        "media-src": [SELF, "blob:"],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "require-trusted-types-for": ["'script'"],
        # 'none' would refuse new Worker('/w.js'); the page's own policy checks the origin.
        "trusted-types": ["app"],
    }


def with_wasm(directives: dict[str, Any]) -> dict[str, Any]:
    """This function will return the same policy, under which WebAssembly may run too."""
    return directives | {"script-src": [*directives["script-src"], WASM]}


def admin_policy(*, is_tls: bool) -> dict[str, Any]:
    """This function will return the admin's policy: a nonce, no Trusted Types (jQuery)."""
    return _common(is_tls=is_tls) | {"script-src": [SELF, NONCE], "style-src": [SELF, NONCE]}
