"""Whether the memory of the speech process stays flat over thousands of recordings of at most two seconds."""

import json
import subprocess
import sys

from bench.report import ROOT, BenchOptions, BenchReport, Figure

CLIPS = 5000
MAX_MIB = 1.0
"""Per 100 clips."""


def measure(options: BenchOptions) -> BenchReport:
    """One real speech process with its database and files, in a process of their own (`tests.homework.soak`)."""
    count = options.count or CLIPS
    command = [sys.executable, "-m", "tests.homework.soak", "--count", str(count)]
    last = ""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            last = line
            if line.startswith("   "):
                print(line, end="", flush=True)
    if process.returncode:
        raise RuntimeError(f"the soak ended with {process.returncode}")
    return build_report(json.loads(last), is_full_run=not options.count)


def build_report(soak: dict[str, float], *, is_full_run: bool) -> BenchReport:
    """The table. With fewer clips than promised the slope is shown and nothing is promised."""
    clips, seconds, slope = soak["clips"], soak["seconds"], soak["slope"]
    enough, flat = (f"≥ {CLIPS:,}", f"< {MAX_MIB:g}") if is_full_run else ("", "")
    figures = [
        Figure("clips of at most 2 s", clips, "", enough, clips >= CLIPS if is_full_run else None),
        Figure(
            "memory of the speech process, slope",
            slope,
            "MiB per 100 clips",
            flat,
            slope < MAX_MIB if is_full_run else None,
            f"{soak['lowest']:.0f}-{soak['highest']:.0f} MiB",
        ),
        Figure("memory of its decoding servers, slope", soak["servers"], "MiB per 100 clips"),
        Figure("clips a second", clips / seconds, "", spread=f"{seconds:.0f} s"),
    ]
    rest = "" if is_full_run else f" {CLIPS:,} would take {seconds / clips * CLIPS / 60:.0f} min."
    note = f"One clip in twenty is silence, one in twenty a damaged file.{rest}"
    return BenchReport("soak", "Memory of the speech process", figures, note)
