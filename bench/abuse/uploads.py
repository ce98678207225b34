"""A teacher sends the parts of sixteen large files at once."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from apps.core import uploads
from bench.abuse.attack import Attack, People, Request, Target, send

PARALLEL, PARTS = 16, 20
PART_BYTES = 4 * 1024 * 1024
SIZE = PARTS * PART_BYTES


def prepare(people: People) -> list[list[Request]]:
    """Start the uploads anew; return the parts of each."""
    for upload in uploads.list_open_uploads(people.teacher):
        uploads.cancel_upload(owner=people.teacher, upload_id=upload.pk)
    part = bytes(PART_BYTES)
    files = []
    for number in range(PARALLEL):
        target = uploads.start_upload(
            owner=people.teacher, purpose="material", name=f"{number}.mp4", size=SIZE, max_bytes=SIZE
        )
        starts = range(0, SIZE, PART_BYTES)
        ranges = [{"Content-Range": f"bytes {start}-{start + PART_BYTES - 1}/{SIZE}"} for start in starts]
        files.append([Request("PUT", target.url, headers, part) for headers in ranges])
    return files


def run(target: Target, files: list[list[Request]]) -> Counter[int]:
    """Send the parts of each file in their order, all files in parallel; return the statuses."""
    ends = time.monotonic() + target.seconds

    def send_parts(parts: list[Request]) -> Counter[int]:
        statuses, left = Counter[int](), list(parts)
        while left and time.monotonic() < ends:
            status, wait = send(target.port, left[0])
            statuses[status] += 1
            if status == 200:
                left.pop(0)
            time.sleep(wait)
        return statuses

    with ThreadPoolExecutor(len(files)) as senders:
        return sum(senders.map(send_parts, files), Counter[int]())


ATTACK = Attack(f"parts of {PARALLEL} large files at once", prepare, run, control="served")
