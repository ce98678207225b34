"""The first view on a slow phone: `./talim test-web tests/pages/web_first_view.py -s` prints the figures."""

import pytest

from tests.pages.appearance_data import create_small_centre


@pytest.mark.django_db(transaction=True)
def test_the_first_view_is_ready_within_two_seconds_and_does_not_jump(play):
    with create_small_centre() as centre:
        print(play("looks-first-view", beside=["worker"], **centre.told()))
