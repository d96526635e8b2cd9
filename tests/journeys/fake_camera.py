"""A browser whose camera shows a photograph, without a question and without a graphics card."""

import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
from playwright.sync_api import Browser, sync_playwright

from portraits.engine.geometry import Pixels
from tests.engine.photos import astronaut
from tests.journeys.chromium import CHROMIUM

WIDTH, HEIGHT, FRAMES = 640, 480, 30


@contextmanager
def filming_browser(folder: Path, pictures: Iterable[Pixels] = ()) -> Iterator[Browser]:
    """Such a browser, which films one person, or these pictures; the film lies in `folder`."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=camera_arguments(folder, pictures)
        )
        yield chromium
        chromium.close()


def camera_arguments(folder: Path, pictures: Iterable[Pixels] = ()) -> list[str]:
    """What Chromium is started with; the film lies in `folder`."""
    return [
        "--no-sandbox",
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={_film(folder / 'camera.mjpeg', pictures)}",
        "--use-gl=angle",
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
    ]


def filmed() -> Pixels:
    """What the film shows: one person."""
    somebody = cv2.resize(
        astronaut()[20:290, 40:400], (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC
    )
    return np.asarray(somebody, np.uint8)


def _film(path: Path, pictures: Iterable[Pixels]) -> Path:
    content = b"".join(one.tobytes() for one in pictures) or filmed().tobytes() * FRAMES
    raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", "30", "-i", "-"]
    film = ["-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p", str(path)]
    command = ["ffmpeg", "-y", "-loglevel", "error", *raw, *film]
    subprocess.run(command, input=content, check=True, timeout=60)
    return path
