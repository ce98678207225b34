"""The pictures that a child signs in with instead of a password: `PICTURE_COUNT` of `PICTURES`, in their order.

They are drawn by us, shown once to the adult who asked, and kept only as a slow hash. 24⁴ = 331,776 rows of pictures
would not stand guessing by themselves: they count on an opened device only, and five wrong tries close the sign-in.
"""

import secrets
from collections.abc import Sequence

from apps.accounts import passwords

PICTURES = (
    "apple", "ball", "bear", "bird", "boat", "book", "bus", "cat", "cloud", "dog", "fish", "flower",
    "horse", "house", "key", "kite", "melon", "moon", "rabbit", "star", "sun", "train", "tree", "umbrella",
)  # fmt: skip
PICTURE_COUNT = 4


def draw_pictures() -> tuple[str, ...]:
    """New pictures by chance; one may come twice."""
    return tuple(secrets.choice(PICTURES) for _ in range(PICTURE_COUNT))


def hash_pictures(pictures: Sequence[str]) -> str:
    """What to store of the pictures."""
    return passwords.hash_secret(" ".join(pictures))


def verify_pictures(pictures_hash: str, pictures: Sequence[str]) -> bool:
    """Whether these are the pictures; no hash at all costs the same time as wrong pictures."""
    fit, _renew = passwords.verify_secret(" ".join(pictures), pictures_hash or passwords.UNUSABLE_HASH)
    return fit
