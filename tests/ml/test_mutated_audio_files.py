"""A hundred good recordings with something done to them; `./talim bench audio-files` tries ten thousand."""

from tests.bad_inputs.decoder_runs import decode_files
from tests.bad_inputs.mutations import KINDS, load_originals, mutate_files

COUNT = 100


def test_mutated_files_cause_no_error_and_stay_within_limits():
    tally = decode_files((name, data, "") for name, data in mutate_files(COUNT))
    assert tally.files == COUNT
    assert (tally.errors, tally.server_deaths) == ([], 0)
    assert tally.peak_kb <= 512 * 1024
    assert tally.cpu_s <= 10
    assert min(tally.outcomes["DECODES"], tally.outcomes["UNREADABLE"]) > COUNT // 10


def test_mutated_files_are_repeatable_and_cover_every_kind_of_damage():
    first = dict(mutate_files(200))
    assert first == dict(mutate_files(200))
    assert len(set(first.values())) > 190
    done = " ".join(first)
    assert all(kind.__name__.strip("_") in done for kind in KINDS)
    assert all(f" {name} " in done for name, _ in load_originals())
