"""The first view on a slow phone: `./talim test-web tests/pages/web_looks_first_view.py -s` prints the figures."""

from pathlib import Path

import pytest

from tests.pages.looks_run import looking
from tests.processes import Processes, processes  # noqa: F401


@pytest.mark.django_db(transaction=True)
def test_the_first_view_is_ready_within_two_seconds_and_does_not_jump(
    processes: Processes,  # noqa: F811
    tmp_path: Path,
) -> None:
    with looking(processes, tmp_path) as look:
        print(look("looks-first-view"))
