"""Many bad files through the decoder at once, and what became of them: for the suite and for the bench."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from ml.engines import audio_gate
from ml.engines.audio import AudioDecoder, AudioError, DecodedAudio
from tests.bad_inputs.broken_audio_files import DECODES
from tests.bad_inputs.mutations import LIMIT

WORKERS = 4
"""Files at once."""


@dataclass
class DecodeTally:
    """What became of a set of files."""

    outcomes: Counter[str] = field(default_factory=Counter)
    peak_kb: int = 0
    cpu_s: float = 0.0
    worst: str = ""
    unexpected: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    server_deaths: int = 0
    seconds: float = 0.0

    @property
    def files(self) -> int:
        """How many were decoded or refused."""
        return sum(self.outcomes.values())

    def count_outcome(self, name: str, got: DecodedAudio | AudioError, expected: str = "") -> None:
        """Count one outcome."""
        outcome = got.reason if isinstance(got, AudioError) else DECODES
        self.outcomes[outcome] += 1
        self.peak_kb = max(self.peak_kb, got.peak_kb)
        if got.cpu_s > self.cpu_s:
            self.cpu_s, self.worst = got.cpu_s, name
        if expected and outcome != expected:
            self.unexpected.append(f"{name}: {outcome} instead of {expected}")


def decode_files(files: Iterable[tuple[str, bytes, str]], *, listen: bool = True) -> DecodeTally:
    """Each file (name, bytes, expected or "") through the decoder, `WORKERS` at once; `listen`: then through the
    gate.
    """
    tally, began = DecodeTally(), time.perf_counter()
    decoder = AudioDecoder(workers=WORKERS)
    known = set(decoder.pids)

    def one(entry: tuple[str, bytes, str]) -> tuple[str, DecodedAudio | AudioError | Exception, str]:
        name, data, expected = entry
        try:
            got: DecodedAudio | AudioError = decoder.decode(data, max_seconds=LIMIT)
            if listen and isinstance(got, DecodedAudio):
                audio_gate.measure_sound(got.samples)
            return name, got, expected
        except AudioError as bad:
            return name, bad, expected
        except Exception as error:
            return name, error, expected

    with ThreadPoolExecutor(WORKERS) as pool:
        for name, got, expected in _map_bounded(pool, one, files):
            known |= set(decoder.pids)
            if isinstance(got, AudioError | DecodedAudio):
                tally.count_outcome(name, got, expected)
            else:
                tally.errors.append(f"{name}: {got!r}")
    tally.server_deaths = len(known) - len(decoder.pids)
    decoder.close()
    tally.seconds = time.perf_counter() - began
    return tally


def _map_bounded(
    pool: ThreadPoolExecutor,
    work: Callable[[tuple[str, bytes, str]], tuple[str, DecodedAudio | AudioError | Exception, str]],
    files: Iterable[tuple[str, bytes, str]],
) -> Iterable[tuple[str, DecodedAudio | AudioError | Exception, str]]:
    """`pool.map` that makes the next file only when one is finished: ten thousand do not lie in memory together."""
    waiting = []
    for entry in files:
        waiting.append(pool.submit(work, entry))
        if len(waiting) >= 4 * WORKERS:
            yield waiting.pop(0).result()
    for future in waiting:
        yield future.result()
