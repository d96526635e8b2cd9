"""Where a page leads to and what it loads, as a browser reads it."""

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

REL = {"noopener", "noreferrer", "nofollow"}


class Links(HTMLParser):
    """Every link of a page, and every script, frame and form that names an address."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[dict[str, str]] = []
        self.loaded: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("a", "area"):
            self.links.append(given)
        else:
            addresses = (given.get(name, "") for name in ("src", "action", "formaction", "data"))
            self.loaded += filter(None, addresses)

    def outside(self) -> Iterator[dict[str, str]]:
        return (one for one in self.links if is_outside(one.get("href", "")))


def is_outside(address: str) -> bool:
    return urlsplit(address).netloc not in ("", "testserver")
