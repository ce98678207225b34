"""Every main page of each role as a person sees it: `./talim test-web tests/pages/web_looks.py`.

Pictures of all of them, in three widths, dark and light, lie in `var/screens` afterwards: in Uzbek, and in Russian on a
phone. With `EVERY_LANGUAGE=yes` in the environment all three languages are seen in each of these ways, with
`README_PICTURES=yes` the README's two pictures are made anew.
"""

import os
import shutil
from pathlib import Path

import pytest

from tests.nursery import ROOT
from tests.pages.looks_run import SCREENS, looking
from tests.processes import Processes, processes  # noqa: F401

PICTURES = {"readme-words.png": "pages-words.png", "readme-wall.png": "pages-wall.png"}
LARGEST_PICTURE = 120_000

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_page_fits_can_be_hit_and_can_be_read(processes: Processes, tmp_path: Path) -> None:  # noqa: F811
    for old in SCREENS.glob("*.png"):
        old.unlink()
    with looking(processes, tmp_path) as look:
        look("looks")
        look("looks-pictures")
    assert len(list(SCREENS.glob("*.png"))) > 100
    assert all((SCREENS / name).stat().st_size < LARGEST_PICTURE for name in PICTURES)
    if os.environ.get("README_PICTURES"):
        for name, kept in PICTURES.items():
            shutil.copyfile(SCREENS / name, ROOT / "docs" / "pictures" / kept)


def test_the_keyboard_is_enough_and_nothing_moves_against_a_wish(
    processes: Processes,  # noqa: F811
    tmp_path: Path,
) -> None:
    with looking(processes, tmp_path) as look:
        look("looks-keys")
