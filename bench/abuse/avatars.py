"""A pupil sends thirty-two pictures of 25 million pixels at once, again and again."""

import io

from PIL import Image

from bench.abuse.attack import Attack, People, Request, build_form, send_repeatedly

AVATAR_PATH = "/api/v1/auth/users/me/avatar/"
PARALLEL, SIDE = 32, 5000


def make_large_picture() -> bytes:
    """Return a small PNG with as many pixels as are accepted."""
    out = io.BytesIO()
    Image.new("RGB", (SIDE, SIDE), (10, 120, 90)).save(out, "PNG")
    return out.getvalue()


def prepare(people: People) -> list[Request]:
    """Return the requests of one pupil."""
    request = build_form(people.pupils[0], AVATAR_PATH, file=make_large_picture(), name="me.png", method="PUT")
    return [request] * PARALLEL


ATTACK = Attack(f"{PARALLEL} avatars of {SIDE}×{SIDE} at once", prepare, send_repeatedly, control="served")
