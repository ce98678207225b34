"""How fast the week of a centre of 1,000 pupils, 80 groups and a year of marks is, and whether it holds under races."""

import tempfile
import time

from bench.database import use_empty_platform
from bench.report import BenchOptions, BenchReport, Figure

TITLE = "A learning centre's week"


def measure(_: BenchOptions, pupils: int = 1000, groups: int = 80, weeks: int = 52) -> BenchReport:
    """Everything in a database of its own beside the one that DATABASE_URL names, which stays as it is.

    Operations are asked in this process, without a network between: what is told is what the server takes.
    """
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as files, use_empty_platform(files):
        from bench.school import centre_figures as centre
        from bench.school import imports, lists, races, registers, searches, timetables
        from project.demo import school

        began = time.perf_counter()
        made = school.build_demo_centre(
            school.CentreSize(pupils, groups, weeks), report_progress=lambda text: print(f"   {text}")
        )
        took = time.perf_counter() - began
        size = {what: made.counts[what] for what in ("pupils", "groups", "lessons held", "marks")}
        figures = [Figure("making the demo centre", took, "s", "< 120 s", took < 120)]
        notes = [", ".join(f"{number} {what}" for what, number in size.items()) + "."]
        for part in (registers, centre, timetables, races, imports, lists, searches):
            print(f"   {part.__name__.rpartition('.')[2]} …")
            part_figures, note = part.measure()
            figures += part_figures
            notes += [note] if note else []
    return BenchReport("school", TITLE, figures, " ".join(notes))
