"""What the Content-Security-Policy allows on single pages only. docs/pages.md says why; a test compares them."""

from django.conf import settings
from django.core.files.storage import default_storage

EMBED_FRAMES = " ".join(f"https://{host}" for host in settings.EMBED_HOSTS)
"""Pages of other sites that lessons show."""
OPENED: dict[str, dict[str, str]] = {
    "timetable": {"trusted-types": "svelte-trusted-html"},
    "learn": {"frame-src": EMBED_FRAMES},
    "write": {"trusted-types": "ProseMirrorClipboard", "frame-src": EMBED_FRAMES},
    "question": {"trusted-types": "ProseMirrorClipboard"},
    "lead-forms": {"frame-src": "'self'"},
}
"""By address below `/app/`, also for the addresses below it: directives and what is added to each. A page with another
policy is loaded anew when somebody goes there (`router.tsx`).
"""


PLAYING = ("learn", "write", "library", "materials", "group", "lesson", "homework", "review")
"""Pages that play videos."""
SHOWING = (
    *PLAYING,
    "quiz",
    "quiz-editor",
    "quiz-attempt",
    "quiz-marking",
    "banks",
    "question",
    "placement",
    "placement-results",
    "discussion",
    "kids",
)
"""Pages that show files of the store."""
VDOCIPHER_PLAYER = "https://player.vdocipher.com"


def list_opened() -> dict[str, dict[str, str]]:
    """Return `OPENED`, and what is needed on this server: the S3 store that hands out files, and VdoCipher's player
    while the centre has an account there.
    """
    store = getattr(default_storage, "links_origin", "")
    from_store = dict.fromkeys(("connect-src", "img-src", "media-src"), store) if store else {}
    player = {"frame-src": VDOCIPHER_PLAYER} if settings.ENV.vdocipher_api_secret else {}
    opened = {page: dict(added) for page, added in OPENED.items()}
    for pages, needed in ((SHOWING, from_store), (PLAYING, player)):
        for page in pages if needed else ():
            there = opened.setdefault(page, {})
            for directive, source in needed.items():
                there[directive] = " ".join(filter(None, (there.get(directive), source)))
    return opened


def find_opened(address: str) -> dict[str, str]:
    """Return what is added for this address below `/app/`."""
    for page, added in list_opened().items():
        if address.rstrip("/") == page or address.startswith(f"{page}/"):
            return added
    return {}
