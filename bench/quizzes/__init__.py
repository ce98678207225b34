"""Measures quizzes: a school that takes one at a time, and files of questions, written and read."""

import os
import tempfile
from pathlib import Path

from bench.database import use_empty_platform, vacuum_and_analyze
from bench.report import BenchOptions, BenchReport, Figure

TITLE = "Quizzes"
QUESTIONS = 10_000


def measure(options: BenchOptions) -> BenchReport:
    """Measure all of it. `--count`: how many questions a file has; also fewer pupils, who then have no time target.
    `--data`: read the files of questions below this folder instead.
    """
    if options.data is not None:
        return _measure_examples(options.data)
    from tests.services import start_private_valkey

    questions = options.count or QUESTIONS
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as folder, start_private_valkey(durable=False) as redis:
        os.environ["REDIS_URL"] = redis.url
        with use_empty_platform(str(Path(folder, "media"))):
            figures = _measure_pupils(Path(folder), questions)
            from bench.quizzes import formats

            figures += formats.measure(questions)
    note = (
        "Each pupil sends an answer every five seconds to one web process with the shipped limits, with one worker and "
        "one scheduler; a time is measured from the moment the request was due. Questions of all kinds that a version "
        "can say, with feedback, tags and files, are written as a package and read back; the time is that of both. A "
        "question has changed if anything but the ids of its files differs."
    )
    return BenchReport("quizzes", TITLE, figures, note)


def _measure_examples(folder: Path) -> BenchReport:
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    import django

    django.setup()
    from bench.quizzes import examples

    figures = examples.measure(folder)
    return BenchReport("quizzes-examples", "Files of questions", figures, command="bench quizzes --data FOLDER")


def _measure_pupils(folder: Path, count: int) -> list[Figure]:
    from bench.http.processes import BenchServer
    from bench.learning.content import create_learners
    from bench.quizzes import pupils

    learners = create_learners(min(pupils.PUPILS, count))
    vacuum_and_analyze()
    workers = pupils.start_workers(folder)
    try:
        with BenchServer(pinned=False) as web:
            return pupils.measure(web, learners, is_full_run=len(learners) == pupils.PUPILS)
    finally:
        workers.kill_all(show=False)
