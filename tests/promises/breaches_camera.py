"""Breaches of what is promised about the live camera."""

from collections.abc import Iterator

from tests.promises.world import World, breach, replaced


@breach("P-9", "a_page_speaks_to_this_site_alone")
def a_page_that_may_speak_to_anybody(world: World) -> Iterator[None]:
    directives = world.settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    wider = {"DIRECTIVES": directives | {"connect-src": ["'self'", "https://example.org"]}}
    yield from replaced(world.settings, "CONTENT_SECURITY_POLICY", wider)
