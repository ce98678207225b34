"""Every main page of each role as a person sees it: `./talim test-web tests/pages/web_appearance.py`.

In Uzbek in three widths; the slow one of the two also in the dark and in Russian, on a phone. With
`EVERY_LANGUAGE=yes` in the environment all three languages are seen in each of these ways. With `PICTURES=yes` pictures
of all of them lie in `var/screens` afterwards, with `PICTURES=readme` the README's two are replaced too.
"""

import os
import shutil

import pytest

from tests.pages.appearance_data import create_small_centre
from tests.process_forker import ROOT

SCREENS = ROOT / "var" / "screens"
"""The pictures of every page; git ignores them."""
README = {"readme-words.png": "pages-words.png", "readme-wall.png": "pages-wall.png"}
LARGEST_PICTURE = 120_000
PICTURES = os.environ.get("PICTURES")


@pytest.mark.django_db(transaction=True)
def test_every_page_fits_is_readable_and_works_by_keyboard(play):
    """And nothing moves for who wants no motion."""
    with create_small_centre() as centre:
        play("looks-keys", "looks", beside=["worker"], languages="longest", screens="", **centre.told())


@pytest.mark.django_db(transaction=True)
def test_every_page_of_the_office_lives_under_its_policy(play):
    with create_small_centre() as centre:
        play("looks-policy", languages="longest", screens="", **centre.told())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_page_fits_in_dark_mode_and_other_languages(play):
    with create_small_centre() as centre:
        if not PICTURES:
            play("looks", beside=["worker"], languages="all", screens="", **centre.told())
            return
        shutil.rmtree(SCREENS, ignore_errors=True)
        SCREENS.mkdir(parents=True)
        play("looks", "looks-pictures", beside=["worker"], languages="all", screens=str(SCREENS), **centre.told())
    assert len(list(SCREENS.glob("*.png"))) > 100
    for made, kept in README.items():
        assert (SCREENS / made).stat().st_size < LARGEST_PICTURE
        if PICTURES == "readme":
            shutil.copyfile(SCREENS / made, ROOT / "docs" / "pictures" / kept)
