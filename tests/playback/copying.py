"""Copies of films: asked for, made, downloaded and looked at."""

import re

from apps.core.models import StoredFile
from apps.video.job_kinds import MAKE_COPY
from tests.job_runs import run_jobs
from tests.playback.watching import fetch, started
from tests.video import films


def ask(client, film):
    """What the server answers to a viewer who watches the film and asks for a copy."""
    return client.post(f"/video/playbacks/{started(client, film)['token']}/copy/")


def make_copies():
    """Run all jobs of copies; how many there were."""
    return sum(iter(lambda: run_jobs(MAKE_COPY), 0))


def make_copy(client, film):
    """A copy that is ready."""
    asked = ask(client, film)
    assert asked.status == 202, asked.json
    make_copies()
    (copy,) = [row for row in client.get("/video/copies/").json["results"] if row["id"] == asked.json["id"]]
    assert (copy["state"], copy["percent"], copy["reason"]) == ("ready", 100, None)
    return copy


def download(client, copy, path):
    """The file of a copy, at this path."""
    link = client.get(f"/video/copies/{copy['id']}/file/")
    assert link.status == 200, link.json
    status, content, answer = fetch(link.json["url"])
    assert (status, answer["Content-Type"]) == (200, "video/mp4")
    path.write_bytes(content)
    assert copy["size"] == len(content)
    return path


def read_frame(path, second, size):
    """The brightness of each pixel of a frame, as bytes."""
    frame = films.run_ffmpeg("-ss", second, "-i", path, "-frames:v", 1, "-pix_fmt", "gray", "-f", "rawvideo", "-")
    assert len(frame) == size[0] * size[1]
    return frame


def find_changes(one, other, size, least=40):
    """The smallest box around the pixels in which two frames clearly differ: left, top, right, bottom; or None."""
    width, _ = size
    places = [divmod(at, width) for at in range(len(one)) if abs(one[at] - other[at]) > least]
    if not places:
        return None
    rows, columns = zip(*places, strict=True)
    return min(columns), min(rows), max(columns) + 1, max(rows) + 1


def list_frame_times(path, kind="v"):
    """When each frame of the picture, or of the sound (`a`), is shown, in seconds."""
    lines = films.decode("-i", path, "-map", f"0:{kind}").splitlines()
    numerator, denominator = re.search(r"#tb 0: (\d+)/(\d+)", "\n".join(lines)).groups()
    times = [int(line.split(",")[2]) for line in lines if not line.startswith("#")]
    return [time * int(numerator) / int(denominator) for time in times]


def list_stored_copies():
    return list(StoredFile.objects.filter(path__startswith="film_copy/"))
