"""200 names with their spellings, near names and spellings with u for oʻ (`names.tsv`).

The table was written before the rules. They were tuned on every second name, the first one included; the others are
held out. These were looked at once: typed `Karima` found `Karimov`, so the key has o for both letters and not a.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from ml.text.folding import APOSTROPHE, fold_text

TABLE = Path(__file__).with_name("names.tsv")
MIN_RECALL, MIN_PRECISION = 0.95, 0.99
PATRONYMIC_ENDINGS = ("li", "qizi", "vich", "vna", "вич", "вна")


@dataclass(frozen=True)
class Name:
    """One name; `spellings` must find it, `near` are names of others, `with_u` is only counted."""

    text: str
    spellings: tuple[str, ...]
    near: tuple[str, ...]
    with_u: tuple[str, ...]
    held_out: bool

    def is_part_of(self, texts: list[str]) -> bool:
        """Return whether a spelling of this name is a part of one of the texts, in either script."""
        texts = [plain(text) for text in texts]
        return any(
            all(word in text for word in plain(spelling).split())
            for spelling in (self.text, *self.spellings)
            for text in texts
        )


def plain(text: str) -> str:
    """Return the text in Latin letters, letter by letter, without apostrophes."""
    return fold_text(text).replace(APOSTROPHE, "")


def read_names() -> list[Name]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))[1:]
    return [_read_name(row, held_out=number % 2 == 1) for number, row in enumerate(rows)]


def _read_name(row: list[str], *, held_out: bool) -> Name:
    cells = [tuple(filter(None, cell.split(", "))) for cell in [*row[1:], "", "", ""][:3]]
    return Name(row[0], *cells, held_out=held_out)


def split_name(text: str) -> dict[str, str]:
    """Return the values of a person with this name."""
    first, _, rest = text.partition(" ")
    return {"first_name": first, "patronymic" if rest.endswith(PATRONYMIC_ENDINGS) else "last_name": rest}


def describe(found: int, missed: int, wrong: int) -> tuple[float, float]:
    """Return recall and precision."""
    return found / (found + missed), found / (found + wrong)
