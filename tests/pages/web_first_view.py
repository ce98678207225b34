"""The first view on a slow phone: `./talim test-web tests/pages/web_first_view.py -s` prints the figures."""

import pytest

from tests.collected_static import collect_static
from tests.pages.appearance_data import create_small_centre
from tests.pages.server import PagesServer


@pytest.fixture
def server(processes, tmp_path):
    """A server of its own that serves collected, compressed files, as a deployment does."""
    server = PagesServer(processes)
    server.env |= collect_static(tmp_path / "static")
    server.start()
    return server


@pytest.mark.django_db(transaction=True)
def test_the_first_view_is_ready_within_two_seconds_and_does_not_jump(play):
    with create_small_centre() as centre:
        print(play("looks-first-view", beside=["worker"], **centre.told()))
