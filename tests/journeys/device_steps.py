"""What a person does with the lists that this browser keeps, and what a test looks at there."""

from playwright.sync_api import Locator, Page, expect

# An effect as a page saves it; the picture is a single grey point.
SAVE_EFFECT = """async ({ title, template, at }) => {
  const { saveEffect } = await import("/static/js/device/saved_effects.js");
  const canvas = new OffscreenCanvas(1, 1);
  canvas.getContext("2d").fillRect(0, 0, 1, 1);
  const picture = await canvas.convertToBlob();
  await saveEffect({ template, title, details: [], settings: { title }, picture }, at);
}"""
HISTORIES = """indexedDB.databases().then((all) =>
  all.map(({ name }) => name).filter((name) => name.endsWith(":history")).sort())"""
# A photo kept by the version before: its database has no place for effects.
KEEP_AS_BEFORE = """(hold) => new Promise((done) => {
  const request = indexedDB.open("device:visitor:history", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("photos", { keyPath: "id" });
  request.onsuccess = () => {
    const kept = request.result.transaction("photos", "readwrite");
    kept.objectStore("photos").put({ id: "1", photo: new Blob(["x"]), portraits: [], at: 1 });
    kept.oncomplete = () => {
      if (hold) window.held = request.result;
      else request.result.close();
      done();
    };
  };
})"""
FILL_STORAGE = """
IDBObjectStore.prototype.put = () => {
  throw new DOMException("", "QuotaExceededError");
};
"""
HIDE_STORAGE = "Object.defineProperty(window, 'indexedDB', { value: undefined });"


def strip(page: Page, kind: str = "effects") -> Locator:
    """One of the lists of what this browser keeps."""
    return page.locator(f'[data-strip="{kind}"]')


def kept(page: Page, kind: str = "effects") -> Locator:
    """What lies in that list."""
    return strip(page, kind).locator("li")


def expect_nothing_kept(page: Page, kind: str = "effects") -> None:
    """The list came, and it is empty."""
    expect(strip(page, kind).locator("[data-strip-none]")).to_be_visible()
    expect(kept(page, kind)).to_have_count(0)


def save_effects(page: Page, *titles: str, template: str | None = None) -> None:
    """As if saved one after the other; the page shows them when it is opened again."""
    for at, title in enumerate(titles):
        page.evaluate(SAVE_EFFECT, {"title": title, "template": template, "at": at})
    page.reload()


def trouble(page: Page) -> Locator:
    """What the page says when the browser keeps nothing more."""
    return page.get_by_text("This browser keeps nothing more for you")
