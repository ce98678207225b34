"""Every main page of each role as a person sees it: `./talim test-web tests/pages/web_looks.py`.

Pictures of all of them, in three widths, dark and light, lie in `var/screens` afterwards: in Uzbek, and in Russian on a
phone. With `EVERY_LANGUAGE=yes` in the environment all three languages are seen in each of these ways, with
`README_PICTURES=yes` the README's two pictures are made anew.
"""

import os
import shutil

import pytest

from tests.nursery import ROOT
from tests.pages.conftest import Play
from tests.pages.looks_centre import small_centre

SCREENS = ROOT / "var" / "screens"
"""The pictures of every page; git ignores them."""
PICTURES = {"readme-words.png": "pages-words.png", "readme-wall.png": "pages-wall.png"}
LARGEST_PICTURE = 120_000


@pytest.mark.django_db(transaction=True)
def test_every_page_fits_can_be_hit_and_read_and_the_keyboard_is_enough(play: Play) -> None:
    """And nothing moves for who wants no motion."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    for old in SCREENS.glob("*.png"):
        old.unlink()
    with small_centre() as centre:
        play("looks-keys", "looks", "looks-pictures", beside=["worker"], screens=str(SCREENS), **centre.told())
    assert len(list(SCREENS.glob("*.png"))) > 100
    assert all((SCREENS / name).stat().st_size < LARGEST_PICTURE for name in PICTURES)
    if os.environ.get("README_PICTURES"):
        for name, kept in PICTURES.items():
            shutil.copyfile(SCREENS / name, ROOT / "docs" / "pictures" / kept)
