"""The pictures of the platform; `accounts/entry/pictures.tsx` and `kids/drawings.ts` of the pages draw them."""

THINGS = tuple(
    "apple ball bear bird boat book bus cat cloud dog fish flower horse house key kite melon moon rabbit star sun train"
    " tree umbrella".split()
)
SHAPES = ("circle", "square", "triangle", "rectangle", "oval", "heart", "diamond")
COLOURS = ("red", "orange", "yellow", "green", "blue", "brown", "pink", "grey", "white")
NUMBERS = tuple(f"number-{number}" for number in range(21))
SPOTS = tuple(f"spot-{colour}" for colour in COLOURS)
"""A blot of each colour."""
PICTURES = frozenset((*THINGS, *SHAPES, *SPOTS, *NUMBERS))
DRAWINGS = ("house", "fish", "flower", "boat")
"""Drawings with parts that a child colours."""
