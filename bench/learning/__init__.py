"""Measures online courses: the outline of a long course, a thousand viewers, and searches of the catalogue."""

import tempfile
from pathlib import Path

from bench.database import use_empty_platform, vacuum_and_analyze
from bench.report import BenchOptions, BenchReport, Figure

TITLE = "Online courses"
VIEWERS = 1000
LESSONS = 200
COURSES = 10_000


def measure(options: BenchOptions) -> BenchReport:
    """Run one web process with the shipped limits and measure what learners ask of it.

    `--count` is the number of viewers; fewer than a thousand have no time targets.
    """
    viewers = options.count or VIEWERS
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as folder, use_empty_platform(str(Path(folder, "media"))):
        from bench.http.processes import BenchServer
        from bench.learning import catalogue, heartbeats, outline
        from bench.learning.content import create_learners, publish_course

        learners = create_learners(viewers)
        long_course = publish_course("long", lessons=LESSONS)
        film = publish_course("film", lessons=14, seconds=heartbeats.FILM_SECONDS)
        vacuum_and_analyze()
        figures: list[Figure] = outline.measure(long_course, learners[0])
        with BenchServer(pinned=False) as web:
            figures += heartbeats.measure(web, film, learners, is_full_run=viewers >= VIEWERS)
        figures += catalogue.measure(COURSES, learners[:20])
    note = (
        "The outline is read as its reader sees it, with half of the lessons done; queries and time are those of the "
        "request without the network. Every viewer sends what was heard of a recording every 15 seconds, over HTTP; "
        "a time is measured from the moment the request was due. A lost second is one that a viewer heard and that "
        "does not stand in the progress at the end. Search is by a title in Uzbek, by one in Cyrillic, with a typing "
        "error, and for what is not there."
    )
    return BenchReport("learning", TITLE, figures, note)
