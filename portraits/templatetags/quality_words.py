"""The quality card in words: how the photo was, how the portrait became, what would help."""

from typing import Any

from django import template
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from portraits.engine.quality import VOCABULARY

register = template.Library()

OVERALL: dict[str, LazyText] = {
    "very_good": _("A very good photo for this"),
    "good": _("A good photo for this"),
    "fair": _("It worked; another photo could do better"),
}
ASPECTS: dict[str, LazyText] = {
    "size": _("Size of the face"),
    "light": _("Light"),
    "sharpness": _("Sharpness"),
    "pose": _("Pose"),
    "view": _("View of the face"),
    "fit": _("Fit to the picture"),
    "seam": _("Edge of the face"),
    "color": _("Skin tone"),
    "detail": _("Fineness"),
}
WORDS: dict[tuple[str, str], LazyText] = {
    ("size", "large"): _("Large enough for every detail"),
    ("size", "small"): _("A little small"),
    ("light", "even"): _("Even and clear"),
    ("light", "one_sided"): _("From one side"),
    ("light", "dim"): _("A little dark"),
    ("light", "glaring"): _("Very bright"),
    ("sharpness", "sharp"): _("Crisp"),
    ("sharpness", "soft"): _("A little soft"),
    ("pose", "frontal"): _("Looking at the camera"),
    ("pose", "turned"): _("Turned away a little"),
    ("pose", "tilted"): _("The head a little tilted"),
    ("view", "clear"): _("Nothing across it"),
    ("view", "eyes_covered"): _("Something is across the eyes"),
    ("view", "mouth_covered"): _("Something is across the mouth"),
    ("fit", "very_good"): _("Very close"),
    ("fit", "good"): _("Close"),
    ("fit", "fair"): _("Not so close"),
    ("seam", "unseen"): _("Not to be seen"),
    ("seam", "faint"): _("Hardly to be seen"),
    ("seam", "visible"): _("To be seen when you look for it"),
    ("color", "matched"): _("As in the picture"),
    ("color", "close"): _("Nearly as in the picture"),
    ("color", "apart"): _("Somewhat different from the picture"),
    ("detail", "matched"): _("As in the picture"),
    ("detail", "soft"): _("Softer than the picture"),
    ("detail", "harsh"): _("Harder than the picture"),
}
GRADED = ("fit", "seam", "color")
ADVICE: dict[str, LazyText] = {
    "uncover_eyes": _("Take off what covers the eyes, or brush it aside."),
    "uncover_mouth": _("Keep hands and cloth away from the mouth."),
    "hold_still": _("Hold still, or clean the lens."),
    "more_light": _("Turn towards a window."),
    "softer_light": _("Step out of the glare."),
    "face_the_camera": _("Face the camera."),
    "face_the_light": _("Turn towards the light, so that both cheeks have some."),
    "come_closer": _("Come closer to the camera."),
    "choose_another_template": _("Another template may suit this photo better."),
    "hold_upright": _("Hold the head upright."),
}


@register.filter
def quality_lines(quality: dict[str, str] | None) -> list[dict[str, Any]]:
    """This filter will give a line for each thing judged: its name, its words, whether good."""
    return [
        {"name": ASPECTS[aspect], "words": WORDS[aspect, word], "is_good": _is_good(aspect, word)}
        for aspect in VOCABULARY
        if (word := (quality or {}).get(aspect)) and (aspect, word) in WORDS
    ]


def _is_good(aspect: str, word: str) -> bool:
    """Of three grades the middle one is no fault."""
    return word in VOCABULARY[aspect][: 2 if aspect in GRADED else 1]


@register.filter
def quality_overall(quality: dict[str, str] | None) -> str:
    """This filter will sum it up in one line."""
    return str(OVERALL.get((quality or {}).get("overall", ""), ""))


@register.filter
def quality_advice(quality: dict[str, str] | None) -> str:
    """This filter will say the one thing that would help most, if anything would."""
    return str(ADVICE.get((quality or {}).get("advice", ""), ""))
