"""How the promises of the whole site can be broken."""

from collections.abc import Iterator
from datetime import timedelta

from django.contrib import admin

from portrait_site.middleware import security_headers
from tests.promises.world import World, breach, replaced


@breach("E-3", "the_way_to_us_is_encrypted")
def a_public_address_without_tls(world: World) -> Iterator[None]:
    yield from replaced(world.settings, "SITE_ORIGIN", "http://portraits.example")


@breach("E-5", "kinds_of_data_lie_apart")
def keys_beside_everything_else(world: World) -> Iterator[None]:
    yield from replaced(world.settings, "DATABASE_ROUTERS", [])


@breach("E-8", "the_admin_asks_for_a_second_factor")
def a_plain_admin(_world: World) -> Iterator[None]:
    yield from replaced(admin.site, "_wrapped", admin.AdminSite())


@breach("E-8", "the_admin_asks_for_a_second_factor")
def a_factor_that_opens_the_admin_for_a_week(world: World) -> Iterator[None]:
    yield from replaced(world.settings, "STAFF_FACTOR_AGE", timedelta(days=7))


@breach("U-7", "no_page_may_ask_for_a_place")
def a_page_that_may_ask_for_a_place(_world: World) -> Iterator[None]:
    devices = security_headers.DEVICES | {"home": ("geolocation",)}
    yield from replaced(security_headers, "DEVICES", devices)


@breach("P-3", "few_pages_may_ask_for_the_camera")
def another_page_that_may_ask_for_the_camera(_world: World) -> Iterator[None]:
    devices = security_headers.DEVICES | {"home": ("camera",)}
    yield from replaced(security_headers, "DEVICES", devices)


@breach("U-13", "every_log_line_is_redacted")
def a_handler_without_the_filter(world: World) -> Iterator[None]:
    handlers = world.settings.LOGGING["handlers"]
    plain = handlers | {"file": {"class": "logging.FileHandler"}}
    yield from replaced(world.settings.LOGGING, "handlers", plain)


@breach("U-16", "crash_reports_hold_nothing")
def reports_that_are_mailed(world: World) -> Iterator[None]:
    yield from replaced(world.settings, "ADMINS", ["desk@example.org"])


@breach("U-16", "crash_reports_hold_nothing")
def reports_with_variables(world: World) -> Iterator[None]:
    django_s_own = "django.views.debug.SafeExceptionReporterFilter"
    yield from replaced(world.settings, "DEFAULT_EXCEPTION_REPORTER_FILTER", django_s_own)


@breach("O-3", "no_page_tells_where_a_reader_comes_from")
def a_header_that_names_the_page_to_everybody(_world: World) -> Iterator[None]:
    yield from replaced(security_headers.HEADERS, "Referrer-Policy", "unsafe-url")


@breach("K-9", "pages_load_from_here_alone")
@breach("O-1", "pages_load_from_here_alone")
@breach("O-4", "pages_load_from_here_alone")
def a_script_from_elsewhere(world: World) -> Iterator[None]:
    directives = world.settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    yield from replaced(directives, "script-src", ["'self'", "https://cdn.example"])


@breach("S-0", "no_code_calls_another_machine")
def code_that_calls_another_machine(world: World) -> Iterator[None]:
    product = world.folder / "accounts"
    product.mkdir()
    (product / "send.py").write_text("def send():\n    import requests\n", encoding="utf-8")
    yield from replaced(world.settings, "BASE_DIR", world.folder)
