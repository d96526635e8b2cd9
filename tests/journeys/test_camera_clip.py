"""A clip of the live camera, as the file that somebody saves: its pictures, its sound, its look."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import av
import numpy as np
import numpy.typing as npt
import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.camera_steps import Picture, choose, saved_file, turn_on
from tests.journeys.conftest import OpenPage
from tests.journeys.fake_camera import filmed, filming_browser

pytestmark = pytest.mark.browser

# Notes when the page draws, and when a clip begins and ends, in milliseconds.
WATCH_CLIP = """
window.drawn = [];
const note = (prototype, name, keep) => {
  const call = prototype[name];
  prototype[name] = function (...what) {
    keep(performance.now());
    return call.apply(this, what);
  };
};
note(WebGL2RenderingContext.prototype, "drawArrays", (now) => window.drawn.push(now));
note(MediaRecorder.prototype, "start", (now) => { window.begun = now; });
note(MediaRecorder.prototype, "stop", (now) => { window.ended = now; });
"""
READ_CLIP = """[window.begun, window.ended,
  window.drawn.filter((at) => at > window.begun && at < window.ended)]"""

# How far a file may be from what was recorded, in seconds. Without a graphics card and beside other
# tests the page itself draws seldom, so its pictures are what the file is compared with.
MOST_OFF_S = 0.5
MOST_APART_S = 0.3
MOST_GAP_S = 0.25
LEAST_SHARE = 0.6
# Of 1: Chromium's microphone beeps twice a second; between two beeps is silence.
LEAST_BEEP, MOST_SILENCE = 0.1, 0.01


@dataclass(frozen=True)
class Clip:
    """What a player finds in a file; times in seconds."""

    pictures: list[Picture]
    times: npt.NDArray[np.float64]
    sound: npt.NDArray[np.float64]
    sound_s: float


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with filming_browser(tmp_path_factory.mktemp("camera")) as chromium:
        yield chromium


def read_clip(content: bytes) -> Clip:
    with av.open(io.BytesIO(content)) as container:
        frames = list(container.decode(video=0))
        container.seek(0)
        heard = list(container.decode(audio=0))
    sound = np.concatenate([one.to_ndarray().astype(np.float64).mean(axis=0) for one in heard])
    return Clip(
        pictures=[one.to_ndarray(format="rgb24").astype(np.int16) for one in frames],
        times=np.array([one.time for one in frames]),
        sound=sound,
        sound_s=sum(one.samples / one.sample_rate for one in heard),
    )


@pytest.mark.promise("P-4")
def test_a_saved_clip_has_every_moment_the_look_and_the_sound(open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script(WATCH_CLIP)
    page.goto("/camera/")
    turn_on(page)
    choose(page, "filter", "black-and-white")

    page.get_by_role("button", name="Record a clip").click()
    expect(page.locator("[data-time]")).to_have_text("3 / 60 s")
    page.get_by_role("button", name="Stop").click()
    clip = read_clip(saved_file(page))
    begun, ended, drawn = page.evaluate(READ_CLIP)

    recorded = (ended - begun) / 1000
    steps = np.diff(np.array([begun, *drawn, ended])) / 1000
    assert clip.sound_s == pytest.approx(recorded, abs=MOST_OFF_S)
    assert clip.times[-1] + steps[-1] == pytest.approx(clip.sound_s, abs=MOST_APART_S)
    assert len(clip.times) > LEAST_SHARE * len(drawn)
    assert np.diff(clip.times).min() > 0
    assert np.diff(clip.times).max() < steps.max() + MOST_GAP_S
    tenths = clip.sound[: clip.sound.size // 4800 * 4800].reshape(-1, 4800)
    loudness = np.sqrt((tenths**2).mean(axis=1))
    assert (loudness > LEAST_BEEP).sum() == pytest.approx(2 * recorded, abs=2)
    assert np.median(loudness) < MOST_SILENCE
    film = filmed().astype(np.int16)
    for picture in clip.pictures:
        assert np.abs(picture[..., 0] - picture[..., 2]).mean() < 3
        straight, mirrored = (likeness(picture, one) for one in (film, film[:, ::-1]))
        assert straight > 0.9 > mirrored


def likeness(one: Picture, other: Picture) -> float:
    """How well the light of two pictures agrees, 1 at most."""
    return float(np.corrcoef(one.mean(axis=2).ravel(), other.mean(axis=2).ravel())[0, 1])
