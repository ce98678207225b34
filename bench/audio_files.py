"""Runs damaged recordings through the decoder: a bad file may only end its own child process."""

from bench.report import BenchOptions, BenchReport, Figure
from tests.bad_inputs.broken_audio_files import BROKEN_AUDIO_FILES
from tests.bad_inputs.decoder_runs import decode_files
from tests.bad_inputs.mutations import mutate_files

MUTATED_FILES = 10_000
SEED = 20261120
MAX_KB = 512 * 1024
MAX_CPU_SECONDS = 10.0


def measure(options: BenchOptions) -> BenchReport:
    """Decode 10,000 mutated files (`--count`) and all hand-made ones."""
    count = options.count or MUTATED_FILES
    by_hand = decode_files(((name, make(), expected) for name, (make, expected) in BROKEN_AUDIO_FILES.items()))
    at_random = decode_files((name, data, "") for name, data in mutate_files(count, seed=SEED))
    both = (by_hand, at_random)
    deaths = sum(tally.server_deaths + len(tally.errors) for tally in both)
    peak, cpu = max(tally.peak_kb for tally in both), max(tally.cpu_s for tally in both)
    figures = [
        Figure(
            "mutated files",
            at_random.files,
            "",
            "≥ 10,000",
            at_random.files >= MUTATED_FILES if not options.count else None,
        ),
        Figure("hand-made files", by_hand.files, "", "≥ 60", by_hand.files >= 60),
        Figure("… that end otherwise than expected", len(by_hand.unexpected), "", "0", not by_hand.unexpected),
        Figure("deaths or errors of a worker", deaths, "", "0", deaths == 0),
        Figure("most memory of a child", peak / 1024, "MiB", "≤ 512", peak <= MAX_KB),
        Figure("most processor time of a child", cpu, "s", "≤ 10", cpu <= MAX_CPU_SECONDS),
        *(
            Figure(f"mutated: {reason}", number, "")
            for reason, number in sorted(at_random.outcomes.items(), key=lambda pair: -pair[1])
        ),
        Figure("mutated files a second", at_random.files / at_random.seconds, "", spread=f"{at_random.seconds:.0f} s"),
    ]
    full_run = (
        f"; {MUTATED_FILES:,} would take {at_random.seconds / at_random.files * MUTATED_FILES / 60:.1f} min"
        if options.count
        else ""
    )
    strange = "; ".join([*by_hand.unexpected, *by_hand.errors, *at_random.errors][:10])
    slow = at_random.worst if at_random.cpu_s > by_hand.cpu_s else by_hand.worst
    note = (
        f"Seed {SEED}; most processor time: “{slow}”{full_run}. Files that decode also pass the gate. {strange}".strip()
    )
    return BenchReport("audio-files", "Mutated and hand-made recordings", figures, note)
