"""Runs damaged recordings through the decoder: a bad file may only end its own child process."""

from bench.report import Figure, Options, Report
from tests.bad_inputs.audio_files import FILES
from tests.bad_inputs.mutations import mutated
from tests.bad_inputs.trying import try_files

MUTATED = 10_000
SEED = 20261120
MOST_KB = 512 * 1024
MOST_CPU_S = 10.0


def measure(options: Options) -> Report:
    """Decode 10,000 mutated files (`--count`) and all hand-made ones."""
    count = options.count or MUTATED
    by_hand = try_files(((name, make(), expected) for name, (make, expected) in FILES.items()))
    at_random = try_files((name, data, "") for name, data in mutated(count, seed=SEED))
    both = (by_hand, at_random)
    deaths = sum(tally.server_deaths + len(tally.errors) for tally in both)
    peak, cpu = max(tally.peak_kb for tally in both), max(tally.cpu_s for tally in both)
    figures = [
        Figure(
            "mutated files", at_random.files, "", "≥ 10,000", at_random.files >= MUTATED if not options.count else None
        ),
        Figure("hand-made files", by_hand.files, "", "≥ 60", by_hand.files >= 60),
        Figure("… that end otherwise than expected", len(by_hand.unexpected), "", "0", not by_hand.unexpected),
        Figure("deaths or errors of a worker", deaths, "", "0", deaths == 0),
        Figure("most memory of a child", peak / 1024, "MiB", "≤ 512", peak <= MOST_KB),
        Figure("most processor time of a child", cpu, "s", "≤ 10", cpu <= MOST_CPU_S),
        *(
            Figure(f"mutated: {reason}", number, "")
            for reason, number in sorted(at_random.outcomes.items(), key=lambda pair: -pair[1])
        ),
        Figure("mutated files a second", at_random.files / at_random.seconds, "", spread=f"{at_random.seconds:.0f} s"),
    ]
    whole = (
        f"; {MUTATED:,} would take {at_random.seconds / at_random.files * MUTATED / 60:.1f} min"
        if options.count
        else ""
    )
    strange = "; ".join([*by_hand.unexpected, *by_hand.errors, *at_random.errors][:10])
    slow = at_random.worst if at_random.cpu_s > by_hand.cpu_s else by_hand.worst
    note = (
        f"Seed {SEED}; most processor time: “{slow}”{whole}. What decodes goes through the gate too. {strange}".strip()
    )
    return Report("audio-files", "Mutated and hand-made recordings", figures, note)
