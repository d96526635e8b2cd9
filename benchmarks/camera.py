"""What effects cost on the live camera: `python -m benchmarks.camera http://127.0.0.1:8000`.

Chromium without a graphics card looks at a photograph as at a camera. Times are medians of frames
in one run: the mesh alone, then the mesh with every effect drawn, waited for until it is drawn.
"""

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.journeys.conftest import CHROMIUM
from tests.journeys.fake_camera import camera_arguments

MOST_ADDED, MOST_SECONDS = 0.25, 2.0
FRAMES = 120
# The page's own modules, frame by frame: bare and full take turns, so that load hits both.
MEASURE = """async ([runtime, looksAddress, frames]) => {
  const module = (name) => import(`/static/js/camera/${name}.js`);
  const [{ startLandmarks }, { Stage }, { loadTables }, { loadGeometry }, { Camera }] =
    await Promise.all(["landmarks", "stage", "filters", "face_geometry", "capture"].map(module));
  const folder = new URL(runtime, location.href).href;
  const looks = await (await fetch(looksAddress)).json();
  const sight = await startLandmarks(folder);
  const stage = new Stage(document.createElement("canvas"), looks,
    await loadTables(looks.filters), await loadGeometry(folder));
  const colours = { lips: [176, 18, 36], blush: [206, 96, 96], shadow: [168, 130, 112],
    brows: [62, 44, 36], liner: [14, 12, 12], lashes: [14, 12, 12] };
  const amounts = Object.fromEntries(Object.keys(colours).map((part) => [part, 80]));
  const chosen = { filter: { slug: "sepia", strength: 1 }, smoothing: 80, prop: "round-glasses",
    backdrop: "", touches: true, makeup: { amounts, colours, gloss: 30 } };
  await stage.prepare(chosen);
  const camera = new Camera(document.createElement("video"));
  await camera.start();
  const times = { bare: [], full: [] };
  const pixel = new Uint8Array(4);
  for (let index = 0; index < frames * 2; index += 1) {
    const kind = index % 2 ? "full" : "bare";
    const frame = await camera.frame();
    const started = performance.now();
    if (kind === "full") stage.take(frame);
    const found = await sight.follow(frame, { faces: true, mask: false });
    if (kind === "full") {
      stage.draw(found, chosen);
      stage.gl.readPixels(0, 0, 1, 1, stage.gl.RGBA, stage.gl.UNSIGNED_BYTE, pixel);
    }
    if (index > 20) times[kind].push(performance.now() - started);
  }
  const middle = (values) =>
    values.sort((one, other) => one - other)[Math.floor(values.length / 2)];
  return { bare_ms: middle(times.bare), full_ms: middle(times.full) };
}"""


def first_frame_s(page: Page) -> float:
    """From the tap to the picture, the page's files being in the browser's cache."""
    page.goto("/camera/")
    page.reload()
    started = time.monotonic()
    page.locator("[data-start]").click()
    page.locator("[data-state=live]").wait_for()
    return time.monotonic() - started


def measure(address: str) -> dict[str, Any]:
    """First frame in seconds, a frame's median in milliseconds, what the effects add as a share."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        arguments = camera_arguments(Path(folder))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        page = browser.new_context(base_url=address).new_page()
        first = first_frame_s(page)
        page.goto("/camera/")
        data = page.locator("[data-camera]").evaluate("(root) => ({ ...root.dataset })")
        found: dict[str, Any] = page.evaluate(MEASURE, [data["runtime"], data["looks"], FRAMES])
        browser.close()
    added = found["full_ms"] / found["bare_ms"] - 1
    return (
        {"first_frame_s": first, "most_first_frame_s": MOST_SECONDS}
        | found
        | {
            "added": added,
            "most_added": MOST_ADDED,
        }
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    print(json.dumps(measure(parser.parse_args().address), indent=2))
