"""Good recordings with something done to them, at random but the same each time: what a bad line, a bad disk or an
attacker with a fuzzer submits.
"""

import random
import struct
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from tests.bad_inputs.containers import matroska
from tests.bad_inputs.damaged_audio import encoded, m4a, wav

CLIPS = Path(__file__).resolve().parent.parent / "data" / "speech"
LIMIT = 300.0
"""The cap on decoded seconds that mutated files are asked for with."""
NUMBERS = (0, 1, 7, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)


@cache
def load_originals() -> tuple[tuple[str, bytes], ...]:
    """Good files of every container that is let in, by name: two seconds each, and some real recordings."""
    made = {
        "webm": encoded("webm", "libopus"),
        "ogg opus": encoded("ogg", "libopus"),
        "m4a": m4a(),
        "3gp": encoded("3gp", "aac", 16_000),
        "mov": encoded("mov", "aac", 44_100),
        "aac": encoded("adts", "aac", 44_100),
        "mp3": encoded("mp3", "libmp3lame", 44_100),
        "flac": encoded("flac", "flac", 16_000),
        "wav": wav(),
        "matroska": matroska(),
    }
    recorded = {
        name: (CLIPS / name).read_bytes() for name in ("03-001350194.webm", "04-005940025.m4a", "12-001310168.mp3")
    }
    return tuple({**made, **recorded}.items())


def _choose_position(chance: random.Random, data: bytearray) -> int:
    """A place in the file: every second time in its first or last half kilobyte, where the structure stands."""
    kind = chance.random()
    if kind < 0.35:
        return chance.randrange(min(512, len(data)))
    if kind < 0.5:
        return len(data) - 1 - chance.randrange(min(512, len(data)))
    return chance.randrange(len(data))


def _bits(chance: random.Random, data: bytearray) -> None:
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        data[_choose_position(chance, data)] ^= 1 << chance.randrange(8)


def _bytes(chance: random.Random, data: bytearray) -> None:
    for _ in range(chance.choice((1, 4, 32, 256))):
        data[_choose_position(chance, data)] = chance.randrange(256)


def _number(chance: random.Random, data: bytearray) -> None:
    value = chance.choice(NUMBERS) ^ chance.choice((0, 0, 1))
    packed = struct.pack(chance.choice("<>") + "I", value)[: chance.choice((2, 4, 4, 4))]
    at = _choose_position(chance, data)
    data[at : at + len(packed)] = packed


def _cut(chance: random.Random, data: bytearray) -> None:
    del data[_choose_position(chance, data) :]


def _remove(chance: random.Random, data: bytearray) -> None:
    at = _choose_position(chance, data)
    del data[at : at + chance.choice((1, 4, 100, 4000))]


def _repeat(chance: random.Random, data: bytearray) -> None:
    at = _choose_position(chance, data)
    piece = data[at : at + chance.choice((1, 4, 100, 4000))]
    data[at:at] = piece * chance.choice((1, 1, 2, 50))


def _insert(chance: random.Random, data: bytearray) -> None:
    at = _choose_position(chance, data)
    data[at:at] = chance.randbytes(chance.choice((1, 4, 100, 4000)))


def _blank(chance: random.Random, data: bytearray) -> None:
    at = _choose_position(chance, data)
    size = min(chance.choice((4, 100, 4000)), len(data) - at)
    data[at : at + size] = bytes([chance.choice((0, 255))]) * size


def _swap(chance: random.Random, data: bytearray) -> None:
    size = chance.choice((4, 100, 1000))
    item, other = sorted((_choose_position(chance, data), _choose_position(chance, data)))
    if item + size <= other and other + size <= len(data):
        data[item : item + size], data[other : other + size] = data[other : other + size], data[item : item + size]


def _splice(chance: random.Random, data: bytearray) -> None:
    _, donor = chance.choice(load_originals())
    data[_choose_position(chance, data) :] = donor[chance.randrange(len(donor)) :]


KINDS: tuple[Callable[[random.Random, bytearray], None], ...] = (
    _bits, _bytes, _number, _number, _cut, _remove, _repeat, _insert, _blank, _swap, _splice
)  # fmt: skip


def mutate_files(count: int, *, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """So many mutated files with their names; the file of a seed and number is always the same."""
    for number in range(count):
        chance = random.Random(f"{seed}:{number}")
        name, good = chance.choice(load_originals())
        data = bytearray(good)
        done = []
        for _ in range(chance.choice((1, 1, 2, 4))):
            kind = chance.choice(KINDS)
            if data:
                kind(chance, data)
                done.append(kind.__name__.strip("_"))
        yield f"{number} {name} {'+'.join(done)}", bytes(data)
