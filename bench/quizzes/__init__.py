"""Measures quizzes: files of questions, written and read."""

import os

from bench.report import BenchOptions, BenchReport

TITLE = "Quizzes"
QUESTIONS = 10_000


def measure(options: BenchOptions) -> BenchReport:
    """Measure all of it. `--count`: how many questions a file has."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    import django

    django.setup()
    from bench.quizzes import formats

    figures = formats.measure(options.count or QUESTIONS)
    note = (
        "Questions of all kinds that a version can say, with feedback, tags and files, are written as a package and "
        "read back; the time is that of both. A question has changed if anything but the ids of its files differs."
    )
    return BenchReport("quizzes", TITLE, figures, note)
