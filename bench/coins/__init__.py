"""Speed of coin postings, single and in bulk, and of reading a leaderboard of 10,000 pupils."""

import tempfile

from bench.report import BenchOptions, BenchReport

TITLE = "Coins and leaderboards"


def measure(options: BenchOptions) -> BenchReport:
    """Measure in a separate database beside the one of DATABASE_URL, which does not change."""
    from bench.database import use_empty_platform

    with tempfile.TemporaryDirectory(prefix="talim-bench-") as files, use_empty_platform(files):
        from bench.coins import leaderboard_reads, postings, test_data

        crowd = test_data.create_pupils(pupils=options.count or test_data.PUPILS)
        figures = [*postings.measure_postings(crowd), *leaderboard_reads.measure_leaderboards(crowd)]
    note = (
        f"{len(crowd.pupils):,} pupils in {crowd.groups} groups. A posting is a ledger row, the balance and the event "
        "on the pupil's stream, and the event for the group. Each ends with a commit."
    )
    return BenchReport("coins", TITLE, figures, note)
