"""How the promises about sharing can be broken."""

from collections.abc import Iterator
from datetime import timedelta

from portraits.models import ShareLink, ShareWarning
from portraits.services.share_effect import share_effect
from tests.promises.world import World, breach


@breach("M-19", "no_link_outlives_its_portrait")
def a_link_that_stays_a_minute_longer(world: World) -> Iterator[None]:
    link = share_effect(world.portrait, is_warned=True, method="page", now=world.now).row
    links = ShareLink.objects.filter(pk=link.pk)
    links.update(expires_at=link.expires_at + timedelta(minutes=1))
    yield
    links.delete()


@breach("U-4", "everybody_was_warned_before_sharing")
def a_link_of_somebody_who_was_not_warned(world: World) -> Iterator[None]:
    link = share_effect(world.portrait, is_warned=True, method="page", now=world.now).row
    ShareWarning.objects.all().delete()
    yield
    link.delete()
