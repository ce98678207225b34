"""Terminal output of the demo evening: lines, coloured words, one table at the end."""

import os
import sys
from collections.abc import Sequence

CLASS_STYLE = {
    "correct": ("32", "{}"),
    "near": ("33", "~{}"),
    "wrong": ("31", "?{}"),
    "omitted": ("2;31", "–{}–"),
    "not_reached": ("2", "·{}"),
    "inserted": ("35", "+{}"),
    "repeated": ("36", "({})"),
    "self_corrected": ("36", "({})"),
    "filler": ("36", "({})"),
}


class Screen:
    """Prints to standard output, with colours on a terminal unless NO_COLOR is set."""

    def __init__(self) -> None:
        self.colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ

    def paint(self, text: str, style: str) -> str:
        """Return the text in an ANSI style such as "1" or "32"."""
        return f"\x1b[{style}m{text}\x1b[0m" if self.colour else text

    def print_line(self, text: str = "") -> None:
        """Print one line and flush."""
        print(text, flush=True)  # noqa: T201

    def format_words(self, words: Sequence[tuple[str, str]]) -> str:
        """Return words, given as (text, class) pairs, coloured and marked; the marks work without colours."""
        shown = []
        for text, kind in words:
            style, form = CLASS_STYLE.get(kind, ("0", "{}"))
            shown.append(self.paint(form.format(text), style))
        return " ".join(shown)

    def print_table(self, titles: Sequence[str], rows: Sequence[Sequence[str]], *, right: frozenset[int]) -> None:
        """Print a table with aligned columns; the columns `right` are right-aligned."""
        widths = [max(len(str(row[i])) for row in (titles, *rows)) for i in range(len(titles))]

        def fit(row: Sequence[str]) -> str:
            return "  ".join(
                str(cell).rjust(widths[i]) if i in right else str(cell).ljust(widths[i]) for i, cell in enumerate(row)
            ).rstrip()

        self.print_line(self.paint(fit(titles), "1"))
        self.print_line("  ".join("─" * width for width in widths))
        for row in rows:
            self.print_line(fit(row))
