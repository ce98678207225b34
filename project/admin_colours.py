"""The colours of Django's admin, from those of the pages (clients/pages/src/style/tokens.css), as Unfold's scales."""

RADIUS = "0.75rem"
COLOURS = {
    "base": {
        "50": "#fbfaf7",
        "100": "#f1f1ee",
        "200": "#d5d8d6",
        "300": "#b9c0c0",
        "400": "#a8b3b5",
        "500": "#566065",
        "600": "#4a5458",
        "700": "#384144",
        "800": "#2a3236",
        "900": "#1e2427",
        "950": "#14181a",
    },
    "primary": {
        "50": "#f1f8f7",
        "100": "#e2f1ef",
        "200": "#bfe3df",
        "300": "#94d8d1",
        "400": "#63cfc6",
        "500": "#2a9d96",
        "600": "#0b6e6e",
        "700": "#095a5a",
        "800": "#0b4646",
        "900": "#173433",
        "950": "#08201f",
    },
}
"""The pages' ground, line, quiet text, and dark sheet and ground; their tint, accent and dark accent."""
