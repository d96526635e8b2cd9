"""How the promises about cookies and counting can be broken."""

from collections.abc import Iterator

from portrait_site.controls import cookies
from privacy.registry.cookies import CookieKind, DeclaredCookie
from tests.promises.world import World, breach, replaced


@breach("K-1", "every_cookie_is_declared")
def a_cookie_that_is_not_declared(world: World) -> Iterator[None]:
    yield from replaced(world.settings, "SESSION_COOKIE_NAME", "tracker")


@breach("K-1", "every_cookie_is_declared")
def a_cookie_that_scripts_can_read(world: World) -> Iterator[None]:
    yield from replaced(world.settings, "CSRF_COOKIE_HTTPONLY", False)


@breach("K-6", "no_cookie_waits_for_a_consent")
@breach("K-7", "no_cookie_waits_for_a_consent")
def an_optional_cookie(_world: World) -> Iterator[None]:
    counted = DeclaredCookie("visits", CookieKind.OPTIONAL, "counts visits")  # type: ignore[arg-type]
    yield from replaced(cookies, "COOKIES", (*cookies.COOKIES, counted))
