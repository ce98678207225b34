"""Tables of the documents."""

from tests.services import ROOT


def read_rows(page, after, before="\n## "):
    """Yield the cells of each row of the tables between two texts of a page; the heads of the tables are left out."""
    lines = (ROOT / "docs" / page).read_text(encoding="utf-8").partition(after)[2].partition(before)[0].splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("|") and not line.startswith("|---") and not following.startswith("|---"):
            yield [cell.strip() for cell in line.strip("|").split("|")]
