"""What is looked at before anything is paid: the number, the text, its length, and what it would cost."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from apps.messaging import sms
from apps.messaging.errors import MessageRefused
from apps.messaging.models import SmsDay, SmsMessage
from apps.settings.services import update_system_settings
from tests.messaging.conftest import PHONE

pytestmark = pytest.mark.django_db

IN_VAIN = {
    "landline": ("+998711234567", "Talim"),
    "no number": ("998", "Talim"),
    "words": ("Jasur", "Talim"),
    "abroad": ("+14155552671", "Talim"),
    "empty": (PHONE, ""),
    "blank": (PHONE, " \n "),
    "eleven parts": (PHONE, "a" * (153 * 10 + 1)),
    "eleven parts in Cyrillic": (PHONE, "я" * (67 * 10 + 1)),
}


@pytest.mark.parametrize("name", IN_VAIN)
def test_sms_that_cannot_arrive_is_refused_before_sending(eskiz, name):
    to, text = IN_VAIN[name]
    with pytest.raises(MessageRefused):
        sms.send_sms(to=to, text=text)
    assert (eskiz.calls, SmsMessage.objects.count(), SmsDay.objects.count()) == ([], 0, 0)


def test_ten_parts_and_allowed_foreign_mobiles_are_sent(eskiz):
    update_system_settings(actor=None, foreign_phones=True)
    sms.send_sms(to=PHONE, text="a" * 1530)
    sms.send_sms(to="+79161234567", text="Talim")
    assert set(SmsMessage.objects.values_list("number", "parts")) == {("+998 ** *** ** 67", 10), ("+7***67", 1)}


def test_test_account_sends_only_its_permitted_texts(eskiz, monkeypatch):
    monkeypatch.setattr(settings.ENV, "eskiz_test_account", True)
    sms.send_sms(to=PHONE, text="Bu Eskiz dan test")
    with pytest.raises(MessageRefused, match="ESKIZ_TEST_ACCOUNT"):
        sms.send_sms(to=PHONE, text="Talim: kodingiz 493817")
    assert eskiz.texts_to(PHONE) == ["Bu Eskiz dan test"]


def test_command_shows_parts_special_characters_and_prices(eskiz):
    out = StringIO()
    call_command("sms_check", "€ o\u02bbquv " + "a" * 160, stdout=out)
    assert out.getvalue().replace("\u00a0", " ").splitlines() == [
        "169 characters (gsm7), parts: 2",
        f"special characters: €; cheaper: EU o'quv {'a' * 160}",
        "Beeline: service, 95.50 soʻm a part, 191 soʻm in all",
        "Ucell: refused, template is not approved",
    ]
    assert eskiz.sent == []


def test_command_reports_a_missing_account_and_unreachable_eskiz(eskiz, monkeypatch):
    eskiz.away = True
    with pytest.raises(CommandError, match="Eskiz failed"):
        call_command("sms_check", "Talim", stdout=StringIO())
    monkeypatch.setattr(settings.ENV, "eskiz_email", "")
    with pytest.raises(CommandError, match="ESKIZ_EMAIL"):
        call_command("sms_check", "Talim", stdout=StringIO())
