"""Gunicorn's configuration: threads, a listener made by the supervisor, no trace of requests.

No access log (the network log is the middleware's, de-identified), no control socket, no file
outside DATA_DIR, no Server header.
"""

import os
from typing import Any

from gunicorn.http import wsgi

from portrait_site import env

_listener = env.text("LISTEN_FD")
_address = f"{env.text('HOST', '127.0.0.1')}:{env.number('PORT', 8000)}"
bind = f"fd://{_listener}" if _listener else _address
proc_name = "portrait-site"
worker_class = "gthread"
workers = env.number("WEB_WORKERS", 1)
threads = env.number("WEB_THREADS", 16)
timeout = 60
graceful_timeout = 10
keepalive = 5
# One proxy at most stands in front; it has checked these already.
limit_request_line = 4094
limit_request_fields = 60
worker_tmp_dir = env.text("TMPDIR", "/dev/shm")  # noqa: S108
control_socket_disable = True
accesslog = None
errorlog = "-"
loglevel = "warning"
logger_class = "portrait_site.gunicorn_log.ImpersonalLogger"

_all_headers = wsgi.Response.default_headers


def _headers_without_server(response: Any) -> list[str]:
    return [line for line in _all_headers(response) if not line.startswith("Server:")]


# Gunicorn has no setting for it, and an empty name would still send the header.
wsgi.Response.default_headers = _headers_without_server


def post_worker_init(_worker: Any) -> None:
    """Sweep as long as this process lives, and tell the supervisor that the site answers now."""
    # Not before: what it imports needs the apps, and a thread does not survive a fork.
    from portraits.services.background_sweep import start_background_sweep
    from privacy.services.check_keys import require_right_keys

    require_right_keys()
    start_background_sweep()
    pipe = env.text("READY_FD")
    if pipe:
        os.write(int(pipe), b"1")
