"""Cut patterns of the drawn costumes.

Eye distances from the neck's middle at the chin: x to the picture's right, y down. Only the
picture's left half is listed. A `join` outline runs from the top of the middle line down the left
side to the foot of the middle line and is closed by its mirror image; `both` is a closed outline
that is laid twice. `rigid` outlines keep their corners, the others are smoothed. `height` is how
far a piece lies above the one below, which decides its shadow; `roll` rounds its edge.
"""

from __future__ import annotations

from typing import Any

Pattern = dict[str, Any]

SHOULDERS = [
    (-0.98, 0.42), (-1.3, 0.78), (-2.0, 1.16), (-2.8, 1.56), (-3.3, 1.98), (-3.6, 2.7),
    (-3.8, 3.8), (-4.0, 6.0), (-4.1, 12.0),
]  # fmt: skip
COLLAR_LEAF = {
    "part": "shirt", "outline": [
        (-0.97, 0.34), (-0.8, 0.72), (-0.46, 1.08), (-0.04, 1.34), (-0.3, 1.62), (-0.62, 2.0),
        (-0.96, 1.5), (-1.2, 0.95), (-1.12, 0.5),
    ], "rigid": True, "mirror": "both", "height": 0.09, "roll": 0.06,
}  # fmt: skip
KNOT = {
    "part": "tie", "outline": [(0, 1.28), (-0.27, 1.3), (-0.25, 1.6), (-0.15, 1.98), (0, 2.02)],
    "mirror": "join", "height": 0.08, "roll": 0.16,
}  # fmt: skip

SUIT: Pattern = {
    "shoulders": SHOULDERS,
    "folds": [
        [(-3.1, 2.4), (-2.4, 3.3), (-1.7, 4.6)], [(-3.5, 3.0), (-3.0, 4.4), (-2.8, 6.5)],
        [(-2.3, 1.6), (-2.6, 2.4)], [(-1.2, 5.1), (-0.4, 5.7)],
    ],
    "pieces": [
        {"part": "shirt", "outline": [(0, 1.1), (-0.8, 0.9), (-1.25, 0.8), (-1.0, 5.0), (0, 6.6)],
         "rigid": True, "mirror": "join", "height": 0.0},
        {"part": "tie", "outline": [(0, 1.8), (-0.13, 1.9), (-0.34, 3.4), (-0.46, 5.6), (0, 6.6)],
         "rigid": True, "mirror": "join", "height": 0.05, "roll": 0.10},
        KNOT,
        COLLAR_LEAF,
        {"part": "cloth", "outline": [
            (-1.06, 0.46), (-1.3, 0.74), (-2.0, 1.16), (-2.8, 1.56), (-3.3, 1.98), (-3.6, 2.7),
            (-3.8, 3.8), (-4.0, 6.0), (-4.1, 12), (0.5, 12), (0.22, 6.6), (0, 5.7), (-0.62, 3.6),
            (-1.14, 1.6), (-1.18, 0.9),
        ], "rigid": True, "mirror": "both", "height": 0.10, "roll": 0.05},
        {"part": "cloth", "outline": [
            (-1.26, 1.7), (-2.02, 2.12), (-1.88, 2.44), (-2.2, 2.56), (-1.5, 3.9), (-0.55, 5.2),
            (0.06, 5.86), (-0.5, 3.9), (-1.0, 2.2),
        ], "rigid": True, "mirror": "both", "height": 0.11, "roll": 0.09, "tone": 1.12},
        {"part": "cloth", "outline": [
            (-1.04, 0.38), (-1.28, 0.64), (-1.66, 1.3), (-2.0, 2.14), (-1.62, 2.0), (-1.22, 1.78),
            (-1.12, 1.2), (-1.16, 0.8),
        ], "rigid": True, "mirror": "both", "height": 0.10, "roll": 0.09, "tone": 1.10},
    ],
}  # fmt: skip

TURTLENECK: Pattern = {
    "shoulders": SHOULDERS,
    "folds": [
        [(-3.0, 2.3), (-2.3, 3.0), (-1.4, 3.4)], [(-3.5, 3.0), (-3.0, 4.2), (-2.8, 6.5)],
        [(-1.1, 1.2), (-0.5, 1.75), (0.3, 2.0)], [(-2.0, 1.5), (-1.3, 2.5), (-0.3, 3.0)],
    ],
    "pieces": [
        {"part": "cloth", "outline": [
            (0, 1.1), (-0.98, 0.5), (-1.3, 0.78), (-2.0, 1.16), (-2.8, 1.56), (-3.3, 1.98),
            (-3.6, 2.7), (-3.8, 3.8), (-4.0, 6.0), (-4.1, 12), (0, 12),
        ], "rigid": True, "mirror": "join", "height": 0.02, "roll": 0.10},
        {"part": "collar", "outline": [
            (0, 0.42), (-0.5, 0.34), (-0.85, 0.16), (-1.0, 0.06), (-1.1, 0.3), (-1.16, 0.75),
            (-1.2, 1.2), (-0.7, 1.5), (0, 1.6),
        ], "mirror": "join", "height": 0.12, "roll": 0.20},
    ],
}  # fmt: skip

GOWN: Pattern = {
    "shoulders": SHOULDERS,
    "folds": [
        [(-1.7, 1.2), (-2.0, 3.0), (-2.1, 6.0)], [(-2.4, 1.5), (-2.8, 3.2), (-2.9, 6.0)],
        [(-3.1, 1.9), (-3.4, 3.4), (-3.5, 6.0)], [(-1.3, 3.2), (-1.4, 5.0), (-1.4, 7.0)],
    ],
    "pieces": [
        {"part": "shirt", "outline": [(0, 1.1), (-0.8, 0.9), (-1.25, 0.8), (-0.9, 3.0), (0, 4.2)],
         "rigid": True, "mirror": "join", "height": 0.0},
        {"part": "tie", "outline": [(0, 1.8), (-0.13, 1.9), (-0.3, 3.0), (0, 4.2)],
         "rigid": True, "mirror": "join", "height": 0.05, "roll": 0.10},
        KNOT,
        COLLAR_LEAF,
        {"part": "cloth", "outline": [
            (0, 3.4), (-0.55, 2.5), (-1.14, 1.2), (-1.06, 0.50), (-1.3, 0.78), (-2.0, 1.16),
            (-2.8, 1.56), (-3.3, 1.98), (-3.6, 2.7), (-3.8, 3.8), (-4.0, 6.0), (-4.1, 12), (0, 12),
        ], "rigid": True, "mirror": "join", "height": 0.10, "roll": 0.06},
        {"part": "stole", "outline": [
            (-1.04, 0.40), (-1.4, 0.76), (-1.98, 1.7), (-1.98, 3.2), (-1.86, 12), (-0.5, 12),
            (-0.4, 4.4), (-0.34, 3.1), (-0.86, 1.9), (-1.14, 1.0),
        ], "mirror": "both", "height": 0.10, "roll": 0.07},
        {"part": "trim", "outline": [
            (-1.14, 0.58), (-1.34, 0.84), (-1.86, 1.74), (-1.87, 3.2), (-1.76, 12), (-1.66, 12),
            (-1.76, 3.2), (-1.76, 1.8), (-1.28, 0.96), (-1.18, 0.8),
        ], "mirror": "both", "height": 0.0, "roll": 0.0},
    ],
}  # fmt: skip

PATTERNS: dict[str, Pattern] = {"suit": SUIT, "turtleneck": TURTLENECK, "gown": GOWN}
