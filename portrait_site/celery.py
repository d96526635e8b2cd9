"""The task queue: late acknowledgement, JSON only, no results, no arguments in any log.

A task that dies with its worker comes back (`acks_late`), so tasks are idempotent and the job's
own row counts the attempts. The broker holds identifiers only, and nothing of it is on a disk.
"""

import warnings

from celery import Celery
from celery.exceptions import SecurityWarning
from celery.signals import worker_init
from django.conf import settings

RENDERING = "portraits"
MAINTENANCE = "maintenance"
CLIPS = "clips"

OPTIONS = {
    "accept_content": ["json"],
    "task_serializer": "json",
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "task_ignore_result": True,
    "result_expires": None,
    "task_default_queue": RENDERING,
    # Whatever is not the work of a person who waits stays away from those who do.
    "task_routes": {
        "portraits.make_clip": {"queue": CLIPS},
        "portraits.sweep": {"queue": MAINTENANCE},
        "portraits.send_reminders": {"queue": MAINTENANCE},
        "privacy.*": {"queue": MAINTENANCE},
        "accounts.*": {"queue": MAINTENANCE},
        "portrait_site.*": {"queue": MAINTENANCE},
    },
    "task_soft_time_limit": 60,
    "task_time_limit": 90,
    # A new pool process loads the models first; after the default of 4 s a busy machine would end
    # and start it for ever.
    "worker_proc_alive_timeout": 60.0,
    "worker_prefetch_multiplier": 1,
    # In KiB. Landmark model, decoder's answer and a 50 MP photo stay below; a leak does not.
    "worker_max_memory_per_child": 900_000,
    "worker_soft_shutdown_timeout": 25.0,
    "worker_hijack_root_logger": False,
    "worker_redirect_stdouts": False,
    # No remote control: nobody asks a worker anything, and a broker could not make it do anything.
    "worker_enable_remote_control": False,
    "worker_send_task_events": False,
    "broker_connection_retry_on_startup": True,
    "broker_connection_max_retries": None,
    # A web request that cannot reach the broker answers soon; the sweep sends the job again.
    "task_publish_retry_policy": {"max_retries": 2, "interval_start": 0.1, "interval_max": 0.3},
    "beat_max_loop_interval": 5,
    "timezone": "UTC",
    "enable_utc": True,
}

# For Redis and Valkey. Lost messages come back after five minutes, but never sooner than the
# longest task may take (90 s). Kombu's own throttle would look for them every 100 s only.
REDIS_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 30,
    "socket_connect_timeout": 5,
    "health_check_interval": 25,
}

# Celery's advice against root is about pickled messages; ours are JSON, and the twenty lines would
# hide the address that a newcomer looks for.
warnings.filterwarnings("ignore", category=SecurityWarning)

app = Celery("portrait_site", task_cls="portrait_site.acknowledge:SiteTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(OPTIONS)
app.autodiscover_tasks()


def transport_options(broker_url: str) -> dict[str, int]:
    """This function will return the options that the broker's kind understands."""
    return REDIS_OPTIONS if broker_url.startswith(("redis", "rediss", "valkey")) else {}


@worker_init.connect
def _require_right_keys(**_: object) -> None:
    # Not before: it imports models, and the apps are not ready when this module is read.
    from privacy.services.check_keys import WrongKey, require_right_keys

    try:
        require_right_keys()
    except WrongKey as wrong:
        # Celery notes any other exception of a signal and goes on.
        raise SystemExit(str(wrong)) from wrong


@app.on_after_configure.connect
def _set_transport_options(sender: Celery, **_: object) -> None:
    sender.conf.broker_transport_options = transport_options(settings.CELERY_BROKER_URL)
