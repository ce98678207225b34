"""My account in a real Chromium: `./talim test-web tests/pages/web_account.py`."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from PIL import Image

from apps.accounts.models import Session
from tests.pages.browser import make_login
from tests.pages.web_sign_in import Letters
from tests.processes import wait_until
from tests.remote_control import serve_methods


class Messages(Letters):
    """What came by e-mail and by SMS."""

    def sms(self, phone):
        """The newest code for this number."""

        def newest():
            files = sorted(Path(settings.ENV.outbox_root).glob("*.sms"), key=lambda path: path.stat().st_mtime_ns)
            texts = [path.read_text("utf-8") for path in files]
            found = [match for text in texts if phone.lstrip("+") in text for match in re.findall(r"\b\d{6}\b", text)]
            return found[-1] if found else ""

        return wait_until(newest, what=f"a code for {phone}")


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_account_page(play, manager, pupil, tmp_path):
    photo = tmp_path / "photo.png"
    Image.new("RGB", (64, 64), "teal").save(photo)
    login = make_login(manager, email_verified_at=None, locale="en")
    with serve_methods(Messages(manager)) as address:
        play("account", beside=["worker"], door=address, login=login, pupil=make_login(pupil), photo=str(photo))
    manager.refresh_from_db()
    assert (manager.first_name, manager.phone, manager.avatar) == ("Gulnora", "+998907654321", None)
    assert manager.email_verified_at
    assert manager.phone_verified_at
    assert not Session.objects.filter(user=pupil, ended_at=None, expires_at__gt=timezone.now()).exists()
