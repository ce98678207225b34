"""Letters are in the person's language, say what is needed and nothing of the person; an SMS fits one part."""

from pathlib import Path

import pytest
from django.conf import settings

from apps.accounts.models import Channel
from apps.accounts.services import account_messages
from apps.core.translated_texts import LANGUAGES
from apps.messaging.sms import PUNCTUATION
from tests.accounts.entry import signup

pytestmark = pytest.mark.django_db
LETTERS = ("VERIFICATION", "PASSWORD_RESET", "ACCOUNT_EXISTS", "ADDRESS_CHANGED", "PASSWORD_CHANGED", "INVITATION")


def build_letter(name: str, channel: str, locale: str) -> account_messages.AccountMessage:
    texts, code = getattr(account_messages, name), "ABCD-EFGH-JKLM-NPQR" if name == "INVITATION" else "493817"
    lifetime = account_messages.CODE_LIFETIME[channel]
    return account_messages.build_message(
        texts, channel, locale=locale, lifetime=lifetime, code=code, token="t" * 43, days=7
    )


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("channel", Channel)
def test_every_message_exists_in_three_languages(name, channel):
    result = {locale: build_letter(name, channel, locale) for locale in LANGUAGES}
    assert len({letter.text for letter in result.values()}) == 3
    for letter in result.values():
        assert "{" not in letter.text + letter.subject
        assert "Talim" in letter.text + letter.subject
        assert bool(letter.subject) == (channel != Channel.SMS)


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("locale", LANGUAGES)
def test_sms_has_one_part_and_no_link(name, locale):
    text = build_letter(name, Channel.SMS, locale).text.translate(PUNCTUATION)
    assert len(text) <= (160 if text.isascii() else 70)
    assert "http" not in text


def test_sms_of_an_invitation_names_the_page():
    text = build_letter("INVITATION", Channel.SMS, "en").text
    assert text.endswith(f"{settings.ENV.frontend_url.partition('://')[2]}/invitation")


def test_token_is_in_the_fragment_of_the_frontend_address():
    text = build_letter("PASSWORD_RESET", Channel.EMAIL, "en").text
    assert f"{settings.ENV.frontend_url}/password-reset#token={'t' * 43}\n" in text
    assert "10 minutes" in text


@pytest.mark.parametrize(("language", "word"), [("uz", "Kodingiz"), ("ru", "Ваш код"), ("en", "Your code")])
def test_new_user_gets_the_language_of_the_request(language, word):
    email = signup.new_email()
    signup.sign_up(signup.new_client(), email=email, language=language, first_name="Evil")
    (message,) = signup.list_mails_to(email)
    assert word in str(message.body)
    assert "Evil" not in f"{message.subject} {message.body}"


def test_existing_user_gets_their_own_language():
    user = signup.create_verified_user(locale="ru")
    signup.new_client().post("/auth/password-reset/", {"login": user.email}, headers={"Accept-Language": "uz"})
    assert "новый пароль" in signup.list_mails_to(str(user.email))[-1].subject.lower()


def test_guide_names_the_folder_of_messages():
    guide = Path(settings.BASE_DIR, "docs", "signing-up.md").read_text(encoding="utf-8")
    assert "var/outbox" in guide
    assert "EMAIL_HOST" in guide
    assert "ESKIZ_EMAIL" in guide
