"""The headers that every answer carries, whoever made it: pages, API, errors, files, admin.

Stands outside everything but the network log, so that an answer made early (a redirect to https,
a refused host, a static file) has them too.
"""

from collections.abc import Callable

from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from portrait_site.settings.content_security import with_wasm

GetResponse = Callable[[HttpRequest], HttpResponse]

CSP = "Content-Security-Policy"
NOTHING = "default-src 'none'; frame-ancestors 'none'"
PICTURE = f"{NOTHING}; sandbox"

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: Origin would become null and Django's own CSRF check would fail.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# WhiteNoise opens files to every origin; nobody else's page has a use for ours.
UNWANTED = ("Access-Control-Allow-Origin", "Server", "X-Powered-By")
# What no page needs; geolocation stands for the promise that nobody asks where you are.
DENIED = (
    "accelerometer",
    "browsing-topics",
    "clipboard-read",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "payment",
    "usb",
)
# web-share is open to one's own page anyway; to name it makes Chromium on Linux complain.
OWN = ("fullscreen", "publickey-credentials-create", "publickey-credentials-get")
# The camera takes a photo on the create page; only the camera page records, with sound. The page of
# permissions uses neither: where a policy forbids them, a browser calls them blocked.
BOTH = ("camera", "microphone")
DEVICES = {"create": ("camera",), "camera": BOTH, "settings-permissions": BOTH}

# Only the camera runs WebAssembly; a worker's policy is that of its own file.
CAMERA = "camera"
DOCS = "api-docs"
# Swagger's own script sets innerHTML.
TRUSTED_TYPES = ("require-trusted-types-for", "trusted-types")
SIGN_OUT = "account_logout"


class SecurityHeadersMiddleware:
    """Adds what the rest has not set, and replaces what must not differ."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response[name] = value
        route = _route(request)
        response["Permissions-Policy"] = permissions_policy(route)
        response[CSP] = _content_policy(request, response, route)
        _keep_private(request, response)
        if route == SIGN_OUT and request.method == "POST":
            response["Clear-Site-Data"] = '"cache"'
        for name in ("Server", "X-Powered-By", "Access-Control-Allow-Origin"):
            response.headers.pop(name, None)
        return response


def _route(request: HttpRequest) -> str:
    match = getattr(request, "resolver_match", None)
    return match.view_name if match else ""


def permissions_policy(route: str) -> str:
    """This function will return the devices and features a page may ask for."""
    devices = DEVICES.get(route, ())
    features = dict.fromkeys((*DENIED, "camera", "microphone"), "()")
    features |= dict.fromkeys((*OWN, *devices), "(self)")
    return ", ".join(f"{name}={features[name]}" for name in sorted(features))


def _content_policy(request: HttpRequest, response: HttpResponse, route: str) -> str:
    path = request.path_info
    if path.startswith("/admin/"):
        return _built(settings.ADMIN_CONTENT_SECURITY_POLICY["DIRECTIVES"], request)
    if route == DOCS:
        return _built(_docs_directives(), request)
    if _is_picture(response) and not path.startswith(settings.STATIC_URL):
        return PICTURE
    if path.startswith("/api/"):
        return NOTHING
    if route == CAMERA or path.startswith(settings.STATIC_URL):
        return _built(with_wasm(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]), request)
    return response.get(CSP) or _built(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"], request)


def _docs_directives() -> dict[str, object]:
    site = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return {name: site[name] for name in site if name not in TRUSTED_TYPES}


def _built(directives: dict[str, object], request: HttpRequest) -> str:
    return build_policy(config=directives, nonce=getattr(request, "_csp_nonce", None))


def _is_picture(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").startswith(("image/", "video/"))


def _keep_private(request: HttpRequest, response: HttpResponse) -> None:
    """What was made for one person stays out of every cache, unless the view said otherwise."""
    is_personal = (
        "HTTP_AUTHORIZATION" in request.META
        or settings.SESSION_COOKIE_NAME in request.COOKIES
        or request.path_info.startswith(("/api/", "/admin/"))
    )
    if is_personal and not request.path_info.startswith(settings.STATIC_URL):
        if "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        patch_vary_headers(response, ("Cookie", "Authorization"))
