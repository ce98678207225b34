"""Every main page of each role as a person sees it: `./talim test-web tests/pages/web_appearance.py`.

One of each kind in Uzbek on a phone; the slow ones all of them, also in wider windows, in the dark and in Russian, and
by keyboard. With `EVERY_LANGUAGE=yes` in the environment all three languages are seen in each of these ways. With
`PICTURES=yes` pictures of all of them lie in `var/screens` and `var/office-screens` afterwards. With `PICTURES=readme`
those of the README are replaced.
"""

import os
import shutil

import pytest

from tests.pages.appearance_data import create_small_centre
from tests.process_forker import ROOT

SCREENS = ROOT / "var" / "screens"
"""The pictures of every page; git ignores them."""
OFFICE_SCREENS = ROOT / "var" / "office-screens"
README = ("path", "words", "wall", "group", "parent", "till", "card", "timetable")
LARGEST_PICTURE = 120_000
PICTURES = os.environ.get("PICTURES")


@pytest.mark.django_db(transaction=True)
def test_pages_of_each_kind_fit_a_phone_and_are_readable(play):
    with create_small_centre() as centre:
        play("looks", beside=["worker"], languages="phone", screens="", **centre.told(brief=True))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_page_fits_every_width_and_works_by_keyboard(play):
    """And nothing moves for who wants no motion."""
    with create_small_centre() as centre:
        play("looks-keys", "looks", beside=["worker"], languages="longest", screens="", **centre.told())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_page_of_the_office_lives_under_its_policy(play):
    with create_small_centre() as centre:
        play("looks-policy", languages="longest", screens="", **centre.told())


@pytest.mark.django_db(transaction=True)
def test_the_office_fits_a_phone(play):
    """One page of each kind, in the longest language."""
    with create_small_centre() as centre:
        play("looks", beside=["worker"], languages="phone", screens="", **centre.told_of_office(brief=True))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_page_of_the_office_fits_and_is_readable(play):
    """With each card, form and dialog; 6 minutes."""
    with create_small_centre() as centre:
        if PICTURES:
            shutil.rmtree(OFFICE_SCREENS, ignore_errors=True)
            OFFICE_SCREENS.mkdir(parents=True)
        screens = str(OFFICE_SCREENS) if PICTURES else ""
        play("looks", beside=["worker"], languages="all", screens=screens, **centre.told_of_office())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_page_fits_in_dark_mode_and_other_languages(play):
    with create_small_centre() as centre:
        if not PICTURES:
            play("looks", beside=["worker"], languages="all", screens="", **centre.told())
            return
        shutil.rmtree(SCREENS, ignore_errors=True)
        SCREENS.mkdir(parents=True)
        play("looks", beside=["worker"], languages="all", screens=str(SCREENS), **centre.told())
    assert len(list(SCREENS.glob("*.png"))) > 100


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_forums_chat_and_moderation_fit_in_uzbek_and_russian(play):
    """On a phone and at a desk, with what every role sees of them."""
    with create_small_centre() as centre:
        play("looks", beside=["worker"], languages="both", screens="", **centre.told_of_talk())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_pictures_of_the_readme_are_small(play, tmp_path):
    """They are taken anew, and kept with `PICTURES=readme`; 36 seconds."""
    with create_small_centre() as centre:
        play("looks-pictures", beside=["worker"], languages="all", screens=str(tmp_path), **centre.told())
    for name in README:
        picture = tmp_path / f"readme-{name}.png"
        assert picture.stat().st_size < LARGEST_PICTURE, name
        if PICTURES == "readme":
            shutil.copyfile(picture, ROOT / "docs" / "pictures" / f"pages-{name}.png")
