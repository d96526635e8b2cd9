"""The quality card: what is said about an effect, in words of a closed vocabulary.

Words only: no coordinate, no number, nothing that a face could be rebuilt from. Pages and clients
translate the words; a new one is added here first. The photo is judged before anything is painted
(gate.py), a scene also afterwards (judge.py).
"""

from __future__ import annotations

from collections.abc import Mapping

Words = dict[str, str]

# For each aspect its words; the first is the one that nothing is wrong with.
VOCABULARY: Mapping[str, tuple[str, ...]] = {
    "size": ("large", "small"),
    "light": ("even", "one_sided", "dim", "glaring"),
    "sharpness": ("sharp", "soft"),
    "pose": ("frontal", "turned", "tilted"),
    "view": ("clear", "eyes_covered", "mouth_covered"),
    "fit": ("very_good", "good", "fair"),
    "seam": ("unseen", "faint", "visible"),
    "color": ("matched", "close", "apart"),
    "detail": ("matched", "soft", "harsh"),
}
# What the person can do about it, gravest first. The card names the first that applies.
ADVICE: Mapping[tuple[str, str], str] = {
    ("view", "eyes_covered"): "uncover_eyes",
    ("view", "mouth_covered"): "uncover_mouth",
    ("sharpness", "soft"): "hold_still",
    ("light", "dim"): "more_light",
    ("light", "glaring"): "softer_light",
    ("pose", "turned"): "face_the_camera",
    ("light", "one_sided"): "face_the_light",
    ("size", "small"): "come_closer",
    ("fit", "fair"): "choose_another_template",
    ("pose", "tilted"): "hold_upright",
}
OVERALL = ("very_good", "good", "fair")


def complete_card(words: Words) -> Words:
    """The words with `overall`, and with `reason` (an aspect) and `advice` if any applies.

    >>> complete_card({"light": "dim", "size": "small"})["advice"]
    'more_light'
    """
    faults = [item for item in ADVICE if words.get(item[0]) == item[1]]
    overall = OVERALL[min(len(faults), len(OVERALL) - 1)]
    if not faults:
        return words | {"overall": overall}
    return words | {"overall": overall, "reason": faults[0][0], "advice": ADVICE[faults[0]]}
