"""What an adult pupil decides in My account, in a real Chromium: `./talim test-web tests/pages/web_own_account.py`."""

from datetime import timedelta

import httpx
import pytest
from django.utils import timezone

from apps.accounts.models import Consent, Guardian, TelegramLink, User
from apps.accounts.services.onboarding import set_onboarding_questions
from tests.accounts.telegram.chat import new_chat, update
from tests.pages.browser import make_login
from tests.processes import wait_until
from tests.remote_control import serve_methods
from tests.servers.telegram import SECRET, telegram_server


class Chat:
    """A person's chat with the centre's bot."""

    def __init__(self, telegram):
        self._telegram, self._chat = telegram, new_chat()

    def press_start(self, site, link):
        """The person opens the link and presses Start; what the bot answers."""
        body = update(self._chat, f"/start {link.partition('?start=')[2]}")
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        httpx.post(f"{site}/api/v1/notifications/telegram/webhook/", json=body, headers=headers).raise_for_status()
        return wait_until(lambda: self._telegram.texts_to(self._chat), what="an answer of the bot")[0]


def question(text, *choices, required=False):
    """A question in English."""
    options = [{"value": value, "text": {"en": value}} for value in choices]
    return {"id": None, "text": {"en": text}, "choices": options, "required": required}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_adult_pupil_decides_alone(play_day, group, pupil, parent, admin):
    User.objects.filter(pk=pupil.pk).update(birth_date=timezone.localdate() - timedelta(days=20 * 366))
    User.objects.filter(pk=parent.pk).update(last_name="Karimova")
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    heard = question("How did you hear of us?", "From friends", "From Telegram", required=True)
    set_onboarding_questions(actor=admin, questions=[heard, question("Anything else?")])
    login = make_login(pupil, locale="en")
    with telegram_server() as telegram, serve_methods(Chat(telegram)) as address:
        play_day("own-account", env=telegram.env, door=address, login=login)
    assert list(Consent.objects.values_list("person", "kind", "given", "given_by")) == [
        (pupil.pk, "photo", True, pupil.pk)
    ]
    answers = pupil.onboarding_answers.order_by("question__place").values_list("answer", flat=True)
    assert list(answers) == ["From friends", "I learn in the evening."]
    assert Guardian.objects.get().ended_at is not None
    assert not TelegramLink.objects.exists()
