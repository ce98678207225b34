"""What the Content-Security-Policy allows on single pages only. docs/pages.md says why; a test compares them."""

EMBED_FRAMES = (
    "https://www.youtube-nocookie.com https://player.vimeo.com https://learningapps.org https://docs.google.com "
    "https://forms.gle"
)
"""Pages of other sites that lessons show; a test compares them with the hosts that the server takes."""
OPENED: dict[str, dict[str, str]] = {
    "timetable": {"trusted-types": "svelte-trusted-html"},
    "learn": {"frame-src": EMBED_FRAMES},
    "write": {"trusted-types": "ProseMirrorClipboard", "frame-src": EMBED_FRAMES},
}
"""By address below `/app/`, also for the addresses below it: directives and what is added to each. A page with another
policy is loaded anew when somebody goes there (`router.tsx`).
"""


def find_opened(address: str) -> dict[str, str]:
    """Return what is added for this address below `/app/`."""
    for page, added in OPENED.items():
        if address.rstrip("/") == page or address.startswith(f"{page}/"):
            return added
    return {}
