"""Make a rendering process ready before the first job, so that nobody waits for models."""

import os

import cv2

from portraits.engine.weights import warm_up

# Pages come before portraits when both want the same core.
NICENESS = 5


def prepare_worker() -> None:
    """This function will give way to the web, keep to one core, and load the models."""
    os.nice(NICENESS)
    cv2.setNumThreads(1)
    warm_up()
