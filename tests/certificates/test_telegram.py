"""A certificate comes by Telegram, with the address at which everybody can check it."""

import pytest

from apps.accounts.models import Guardian
from tests.certificates.certificate_requests import award, make_template, open_page
from tests.notifications.conftest import bot, noon, work  # noqa: F401
from tests.notifications.helpers import chat_of, with_chat

pytestmark = pytest.mark.usefixtures("noon")


def test_certificate_comes_to_the_pupil_and_the_parent_by_telegram(bot, work, group, manager, pupil, parent):  # noqa: F811
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    for person in (with_chat(pupil), with_chat(parent)):
        assert bot.texts_to(chat_of(person)) == []
    certificate = award(manager, pupil, group.course, make_template(manager))
    work()
    for person in (pupil, parent):
        (text,) = bot.texts_to(chat_of(person))
        assert certificate["number"] in text
        assert certificate["address"] in text
    page = open_page(certificate)
    assert (page.status_code, certificate["number"] in page.content.decode()) == (200, True)
