"""An error inside a page, in a real Chromium (`page-errors.browser.ts`)."""

import re

import pytest

from apps.core.permissions import Role
from tests import factories
from tests.pages.browser import make_login


@pytest.mark.django_db(transaction=True)
def test_an_error_of_a_page_is_known_once_the_server_has_it(play, server, branch):
    admin = factories.make_user(Role.ADMIN, "Nodira", "Aliyeva")
    output = play("page-errors", login=make_login(admin, locale="en"))
    found = re.search(r"reported: ([0-9a-f]{32})", output)
    assert found
    (line,) = [line for line in server.output().splitlines() if "page error" in line and found[1] in line]
    assert re.search(r"error=TypeError\b.*page=settings\b", line)
