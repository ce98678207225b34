"""Ten pupils send three photos each at one moment and come again when they are told to: nobody's attack."""

import io
import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from PIL import Image

from bench.abuse.attack import Attack, People, Request, Target, build_form, send
from bench.abuse.avatars import AVATAR_PATH

PHONES, PHOTOS = 10, 3
GIVE_UP_SECONDS = 120.0


def make_photo() -> bytes:
    """Return a JPEG of 12 million pixels, as phones make them."""
    noise = Image.frombytes("RGB", (400, 300), random.Random(3).randbytes(400 * 300 * 3))
    out = io.BytesIO()
    noise.resize((4000, 3000)).save(out, "JPEG", quality=80)
    return out.getvalue()


def prepare(people: People) -> list[Request]:
    """Return the photos of ten pupils."""
    photo = make_photo()
    return [
        build_form(pupil, AVATAR_PATH, file=photo, name="photo.jpg", method="PUT")
        for pupil in people.pupils[:PHONES]
        for _ in range(PHOTOS)
    ]


def run(target: Target, photos: list[Request]) -> Counter[int]:
    """Send each photo until it is accepted; return the last status of each."""

    def send_patiently(photo: Request) -> int:
        ends = time.monotonic() + GIVE_UP_SECONDS
        while True:
            status, wait = send(target.port, photo)
            if status not in (429, 503) or time.monotonic() > ends:
                return status
            time.sleep(wait)

    with ThreadPoolExecutor(len(photos)) as senders:
        return Counter(senders.map(send_patiently, photos))


ATTACK = Attack(f"{PHONES * PHOTOS} photos from {PHONES} phones at once", prepare, run, control="served")
