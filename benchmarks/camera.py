"""What effects cost on the live camera: `python -m benchmarks.camera http://127.0.0.1:8000`.

Chromium without a graphics card looks at a photograph as at a camera. Times are a frame's, in
medians of blocks that are waited for until all is drawn: the mesh alone; the mesh and the plain
picture; the mesh and the picture with a filter, smooth skin, makeup of six parts and a prop. Each
picture is drawn as large as the page would draw it, which is told as a share of the frame's sides.
"""

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.journeys.fake_camera import filming_browser

MOST_ADDED, MOST_SECONDS = 0.25, 2.0
# How large it is drawn is found out in the first blocks.
WARM, BLOCKS = 6, 12
# The page's own modules, ten frames a block: the kinds take turns, so that load hits all of them.
MEASURE = """async ([runtime, looksAddress, warm, blocks]) => {
  const module = (name) => import(`/static/js/camera/${name}.js`);
  const names = ["landmarks", "stage", "sharpness", "filters", "face_geometry", "capture"];
  const { startLandmarks, Stage, Sharpness, loadTables, loadGeometry, Camera } =
    Object.assign({}, ...(await Promise.all(names.map(module))));
  const folder = new URL(runtime, location.href).href;
  const looks = await (await fetch(looksAddress)).json();
  const sight = await startLandmarks(folder);
  const tables = await loadTables(looks.filters);
  const geometry = await loadGeometry(folder);
  const colours = { lips: [176, 18, 36], blush: [206, 96, 96], shadow: [168, 130, 112],
    brows: [62, 44, 36], liner: [14, 12, 12], lashes: [14, 12, 12] };
  const amounts = Object.fromEntries(Object.keys(colours).map((part) => [part, 80]));
  const chosen = { filter: { slug: "sepia", strength: 1 }, smoothing: 80, prop: "round-glasses",
    backdrop: "", touches: true, makeup: { amounts, colours, gloss: 30 } };
  const nothing = { ...chosen, filter: { slug: "" }, prop: "", touches: false };
  const stages = Object.fromEntries(["plain", "full"].map((kind) => [kind, new Stage(
    document.createElement("canvas"), looks, { tables, geometry, sharpness: new Sharpness() })]));
  await stages.full.prepare(chosen);
  const camera = new Camera(document.createElement("video"));
  await camera.start();
  const times = { mesh: [], plain: [], full: [] };
  const drawn = { plain: nothing, full: chosen };
  const pixel = new Uint8Array(4);
  for (let block = 0; block < (warm + blocks) * 3; block += 1) {
    const kind = Object.keys(times)[block % 3];
    const started = performance.now();
    for (let index = 0; index < 10; index += 1) {
      const frame = await camera.frame();
      stages[kind]?.take(frame);
      const found = await sight.follow(frame, { faces: true, mask: false });
      stages[kind]?.draw(found, drawn[kind]);
    }
    const { gl } = stages[kind] ?? stages.plain;
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    if (block >= 3 * warm) times[kind].push((performance.now() - started) / 10);
  }
  const middle = (values) =>
    values.sort((one, other) => one - other)[Math.floor(values.length / 2)];
  const shares = Object.entries(stages).map(
    ([kind, { sharpness }]) => [`${kind}_share`, sharpness.share]);
  return Object.fromEntries(
    [...Object.entries(times).map(([kind, all]) => [`${kind}_ms`, middle(all)]), ...shares]);
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
    """First frame in seconds, a frame's median in milliseconds, what the effects add to the
    plain picture as a share of the mesh."""
    with tempfile.TemporaryDirectory() as folder, filming_browser(Path(folder)) as browser:
        page = browser.new_context(base_url=address).new_page()
        first = first_frame_s(page)
        page.goto("/camera/")
        data = page.locator("[data-camera]").evaluate("(root) => ({ ...root.dataset })")
        wanted = [data["runtime"], data["looks"], WARM, BLOCKS]
        found: dict[str, Any] = page.evaluate(MEASURE, wanted)
    added = (found["full_ms"] - found["plain_ms"]) / found["mesh_ms"]
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
