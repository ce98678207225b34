"""The pictures that a child signs in with instead of a password: `PICTURE_COUNT` of `PICTURES`, in order.

They are drawn by the server, shown once to an adult and stored as a slow hash. 24⁴ = 331,776 combinations are too few
against guessing alone, so they work only on an opened device, and five wrong tries close the sign-in.
"""

import secrets
from collections.abc import Sequence

from apps.accounts import passwords

PICTURES = (
    "apple", "ball", "bear", "bird", "boat", "book", "bus", "cat", "cloud", "dog", "fish", "flower",
    "horse", "house", "key", "kite", "melon", "moon", "rabbit", "star", "sun", "train", "tree", "umbrella",
)  # fmt: skip
PICTURE_COUNT = 4


def pick_random_pictures() -> tuple[str, ...]:
    """Return new random pictures; a picture may occur twice."""
    return tuple(secrets.choice(PICTURES) for _ in range(PICTURE_COUNT))


def hash_pictures(pictures: Sequence[str]) -> str:
    """Return the slow hash of the pictures."""
    return passwords.hash_secret(" ".join(pictures))


def verify_pictures(pictures_hash: str, pictures: Sequence[str]) -> bool:
    """Return whether the pictures fit the hash. An empty hash takes the same time as wrong pictures."""
    correct, _renew = passwords.verify_and_check_rehash(" ".join(pictures), pictures_hash or passwords.UNUSABLE_HASH)
    return correct
