"""What people do on the pages, step by step."""

from re import Pattern
from secrets import token_hex

from playwright.sync_api import FilePayload, Page, Route, expect

PASSWORD = "four words nobody guesses"
TEMPLATE = "plain"
# What the Web Vitals call good (layout shift of a page).
MOST_SHIFT = 0.1
# Every shift counts, also the one right after a press: what jumps, jumps.
COUNT_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const { value } of list.getEntries()) window.shifted += value;
}).observe({ type: "layout-shift", buffered: true });
"""
# A file that went away after it was chosen.
UNREADABLE = """() => {
  Blob.prototype.arrayBuffer = async () => {
    throw new DOMException("", "NotReadableError");
  };
}"""


def as_file(content: bytes, name: str = "my holiday.jpg") -> FilePayload:
    """A file as a person's device has it, with a name that says too much."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


class HalfDone:
    """A job that its page sees half done, however quick the worker, until its cancel is taken."""

    def __init__(self, page: Page, address: Pattern[str] | str) -> None:
        self.takes_cancel = self.is_ended = False
        page.route(address, self.answer)

    def answer(self, route: Route) -> None:
        if route.request.method == "DELETE" and not self.takes_cancel:
            route.fulfill(status=500, body="")
            return
        self.is_ended |= route.request.method == "DELETE"
        if self.is_ended:
            route.continue_()
        else:
            state = {"status": "rendering", "stage": "paint", "progress": 0.5, "seconds_left": 9}
            route.fulfill(json=state)

    def cancel_in_vain_and_again(self, page: Page) -> None:
        """The first cancel is refused in words while the job goes on; the second is taken."""
        cancel, problem = page.get_by_role("button", name="Cancel"), page.locator("[data-problem]")
        cancel.click()
        expect(problem).to_contain_text("did not take the cancel")
        expect(page.locator("[data-work]")).to_be_visible()
        self.takes_cancel = True
        cancel.click()
        expect(problem).to_contain_text("Cancelled")


def sign_up(page: Page) -> str:
    """From the template's page to an account and back; the e-mail."""
    email = f"{token_hex(8)}@example.org"
    page.goto(f"/create/{TEMPLATE}/")
    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("E-mail", exact=True).fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Date of birth").fill("1990-05-17")
    page.get_by_label("I have read the Privacy Policy").check()
    page.get_by_role("button", name="Make my account").click()
    expect(page).to_have_url(f"/create/{TEMPLATE}/")
    return email


def agree(page: Page) -> None:
    """Answer both questions that stand before the first photo."""
    page.get_by_label("I agree that my photo").check()
    page.get_by_label("This is me").check()
    page.get_by_role("button", name="I agree, go on").click()
    expect(page.get_by_role("heading", name="Give it one good photo")).to_be_visible()


def choose(page: Page, *photos: bytes) -> None:
    """Choose photos on the template's page."""
    page.goto(f"/create/{TEMPLATE}/")
    page.locator("#photo").set_input_files([as_file(photo) for photo in photos])
    expect(page.locator(".take")).to_have_count(len(photos))


def send(page: Page) -> None:
    page.locator("[data-make]").click()


def make_portrait(page: Page, photo: bytes) -> str:
    """From a photo to the portrait's page; its path."""
    choose(page, photo)
    send(page)
    page.wait_for_url("**/portraits/*-*/**")
    expect(page.locator("[data-photo-end]")).to_have_attribute("data-state", "deleted")
    return page.url.split("#")[0]


def share(page: Page) -> str:
    """From the portrait's page, past the warning, to a link."""
    page.get_by_role("link", name="Share").click()
    dialog = page.get_by_role("dialog", name="Before you share it")
    expect(dialog).to_contain_text("can keep, copy and pass it on")
    dialog.get_by_label("I have read this.").check()
    dialog.get_by_role("button", name="Make a link").click()
    return page.get_by_label("Your link", exact=True).last.input_value()
