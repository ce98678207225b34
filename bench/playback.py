"""Measures playback: viewers open a film and watch it through nginx, with the shipped limits."""

import os
import secrets
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.database import use_empty_platform, vacuum_and_analyze
from bench.http.machine_noise import get_percentile
from bench.report import BenchOptions, BenchReport, Figure

VIEWERS = 500
MINUTES, BEAT_SECONDS = 4.0, 60
"""A token of access lives five minutes."""
FILM = {"seconds": 300, "length": 6}
SEGMENT_BYTES = {"240p": 300_000, "audio": 72_000}
"""400 and 96 kbit/s."""
MAX_P99_MS = 150.0
HOST = "localhost"
FILES_AT_ONCE = 40
"""Of one address, as deploy/nginx has it."""
NETWORK = "127.0.0.0/24"


def measure(options: BenchOptions) -> BenchReport:
    """Within four minutes (`--minutes`: fewer), let 500 viewers (`--count`) start the film and load its playlists and
    keys, while they beat and load segments.

    All come from one address, as in a school.
    """
    viewers, minutes = options.count or VIEWERS, min(options.minutes or MINUTES, MINUTES)
    os.environ |= {"VIDEO_LINK_SECRET": secrets.token_hex(32), "TRUSTED_PROXIES": "1", "ALLOWED_HOSTS": HOST}
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as folder:
        media = Path(folder, "media")
        media.mkdir()
        for each in (Path(folder), media):
            each.chmod(0o711)
        with use_empty_platform(str(media)):
            figures = _measure(viewers, minutes, media)
    note = (
        f"Within {60 * minutes:g} s all viewers start the film and load the master playlist, the playlists and first "
        "keys of picture and sound and the track of sprites; meanwhile each loads two segments in six seconds and "
        "beats once a minute. "
        "Playbacks are started by a second device of each viewer. A time is measured from the moment the request was "
        "due. Two web processes and the real nginx with the shipped files, without TLS."
    )
    return BenchReport("playback", "Watching a film", figures, note)


def _measure(viewers: int, minutes: float, media: Path) -> list[Figure]:
    from bench.http.processes import BenchServer
    from bench.learning.content import create_learners, enrol_learners

    # Untyped, so loaded by their names.
    nginx_front, factories, watching = map(
        import_module, ("tests.deploy.nginx_front", "tests.factories", "tests.playback.watching")
    )
    course, learners = factories.make_course(), create_learners(viewers)
    enrol_learners(course, learners)
    film = watching.publish_film(course, *SEGMENT_BYTES, lengths=FILM)
    _fill_segments(film)
    requests = _build_requests(film, learners)
    vacuum_and_analyze()
    secret = os.environ["VIDEO_LINK_SECRET"]
    with ExitStack() as stack:
        web = [stack.enter_context(BenchServer(pinned=False)) for _ in range(2)]
        ports = [server.port for server in web]
        door = stack.enter_context(
            nginx_front.start_nginx(
                web=ports, sockets=ports[0], name="", video_secret=secret, files_at_once=FILES_AT_ONCE
            )
        )
        (door.folder / "lib" / "media").symlink_to(media)
        before = _get_processor_seconds(web)
        answers = _send(door.http, requests, viewers, 60 * minutes)
        used = _get_processor_seconds(web) - before
        by_python = [line for line in door.log().splitlines() if '"/v/' in line and '"upstream":""' not in line]
    is_full_run = viewers >= VIEWERS
    figures = [figure for name, answer in answers.items() for figure in _report(name, answer, is_full_run)]
    asked = sum(answer["asked"] for name, answer in answers.items() if name != "segments")
    limited = sum(answer["statuses"].get("429", 0) for answer in answers.values())
    return [
        *figures,
        Figure("processor time of the web processes for a request", 1000 * used / asked, "ms"),
        Figure("… for all", 100 * used / (60 * minutes), "% of a core"),
        Figure("answers with 429", limited, "", "0", limited == 0),
        Figure("segments that a web process handed out", len(by_python), "", "0", not by_python),
    ]


def _get_processor_seconds(web: Sequence[Any]) -> float:
    from bench.learning.heartbeats import read_processor_seconds

    return sum(read_processor_seconds(server.process.pid) for server in web)


def _fill_segments(film: Any) -> None:
    """Make the segments as large as those of a real film, and name sprites; nobody decodes them here."""
    from apps.video.video_files import build_segment_name, store_file

    for rendition in film.video.renditions.all():
        content = os.urandom(SEGMENT_BYTES[rendition.name])
        for number in range(len(rendition.segments)):
            store_file(film.video.pk, build_segment_name(rendition.name, number), content)
    sprites = {"interval_ms": 6000, "columns": 5, "rows": 2, "width": 160, "height": 90}
    film.video.sprites = {**sprites, "count": FILM["seconds"] // FILM["length"]}
    film.video.save(update_fields=["sprites", "updated_at"])


def _build_requests(film: Any, learners: Sequence[Any]) -> dict[str, list[bytes]]:
    """Return the requests by kind."""
    from apps.accounts.services import open_session
    from apps.video.links import build_segment_links
    from apps.video.models import PlaybackPlace
    from apps.video.services.playback import start_playback

    requests: dict[str, list[bytes]] = {"starts": [], "playlists and keys": [], "heartbeats": [], "segments": []}
    names = ("master.m3u8", "240p.m3u8", "audio.m3u8", "key/240p/0", "key/audio/0", "sprites.vtt")
    body = b'{"block": "%s"}' % film.block.encode()
    for learner in learners:
        phone, laptop = (open_session(user=learner, device=name, address=None).session for name in ("phone", "laptop"))
        requests["starts"].append(_build("POST", f"/api/v1{film.path}", laptop, body))
        place = {"place": PlaybackPlace.LESSON, "place_id": film.lesson.pk, "block": film.block}
        token = start_playback(session=phone, video=film.video, network=NETWORK, **place).token
        requests["playlists and keys"] += [_build("GET", f"/video/{token}/{name}") for name in names]
        beat = b'{"position_ms": 60000, "watched_ms": 60000}'
        requests["heartbeats"].append(_build("POST", f"/api/v1/video/playbacks/{token}/heartbeat/", phone, beat))
    for rendition in film.video.renditions.all():
        links = build_segment_links(film.video.pk, rendition.name, len(rendition.segments))
        requests["segments"] += [_build("GET", link) for link in links.segments]
    return requests


def _build(method: str, path: str, session: Any = None, body: bytes = b"") -> bytes:
    from apps.accounts.tokens import issue_access_token
    from bench.http.processes import build_request

    headers = {} if session is None else {"Authorization": f"Bearer {issue_access_token(session)}"}
    built = build_request(path, headers, method=method, body=body)
    return built.replace(b"Host: 127.0.0.1", b"Host: " + HOST.encode())


def _send(port: int, requests: dict[str, list[bytes]], viewers: int, seconds: float) -> dict[str, Any]:
    """Send all kinds at the same time; return the answers by kind."""
    from bench.http.processes import LoadGeneratorProcess

    class Door:
        def __init__(self) -> None:
            self.port = port

    rates = {name: len(requests[name]) / seconds for name in ("starts", "playlists and keys")}
    rates["heartbeats"] = viewers / BEAT_SECONDS
    rates["segments"] = viewers * len(SEGMENT_BYTES) / FILM["length"]
    with ExitStack() as stack, ThreadPoolExecutor(len(rates)) as threads:
        loads = {
            name: stack.enter_context(LoadGeneratorProcess(Door(), requests[name], pinned=False)) for name in rates
        }
        running = {name: threads.submit(loads[name].open, rate=rate, seconds=seconds) for name, rate in rates.items()}
        return {name: future.result() for name, future in running.items()}


def _report(name: str, answer: dict[str, Any], is_full_run: bool) -> list[Figure]:
    times = sorted(answer["times"])
    p99 = get_percentile(times, 0.99)
    bad = answer["asked"] - answer["good"] + answer["unanswered"]
    is_held_to = is_full_run and name == "playlists and keys"
    spread = f"P50 {get_percentile(times, 0.5):.1f}, P95 {get_percentile(times, 0.95):.1f}, worst {times[-1]:.0f}"
    rate = f"{answer['asked'] / answer['seconds']:.1f} a second"
    return [
        Figure(name, answer["asked"], "", spread=rate),
        Figure("… P99", p99, "ms", f"≤ {MAX_P99_MS:g}" if is_held_to else "", p99 <= MAX_P99_MS if is_held_to else None,
               spread),
        Figure("… not a success", bad, "", "0", not bad, str(answer["statuses"])),
    ]  # fmt: skip
