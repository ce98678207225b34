"""Speed of coin postings, single and in bulk, and of reading a leaderboard of 10,000 pupils."""

import tempfile

from bench.report import Options, Report

TITLE = "Coins and leaderboards"


def measure(options: Options) -> Report:
    """Measure in a separate database beside the one of DATABASE_URL, which does not change."""
    from bench.database import own_platform

    with tempfile.TemporaryDirectory(prefix="talim-bench-") as files, own_platform(files):
        from bench.coins import leaderboard_reads, postings, test_data

        crowd = test_data.create_pupils(pupils=options.count or test_data.PUPILS)
        figures = [*postings.measure_postings(crowd), *leaderboard_reads.measure_leaderboards(crowd)]
    note = (
        f"{len(crowd.pupils):,} pupils in {crowd.groups} groups. A posting is a ledger row, the balance and the event "
        "on the pupil's stream, and what the group is told; every one ends with a commit."
    )
    return Report("coins", TITLE, figures, note)
