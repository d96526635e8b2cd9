"""What axe and the page's own width say."""

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG on the page as it stands, once it has come whole."""
    page.wait_for_load_state()
    found = Axe().run(page)["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def overflow_px(page: Page) -> int:
    """How far the page is wider than its window."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return max(0, wide)
