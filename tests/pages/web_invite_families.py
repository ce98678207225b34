"""Imported families are invited, in a real Chromium: `./talim test-web tests/pages/web_invite_families.py`."""

import re
from datetime import time
from pathlib import Path

import pytest
from django.conf import settings

from apps.accounts.models import ActivationChannel, OwnRole, User
from apps.accounts.services import activation_links
from apps.core.uow import unit_of_work
from apps.settings.models import SystemSettings
from tests.pages.browser import make_login
from tests.processes import wait_until
from tests.remote_control import serve_methods

ROWS = (
    "Name;Group;Birth date;Phone;Parent;Parent phone",
    "Jahongir Aliyev;A2 evening;2015-03-04;;Gulnora Aliyeva;+998901112233",
    "Bek Umarov;A2 evening;1998-01-01;;;",
)


class Desk:
    """What came to a phone, and the group whose codes are printed."""

    def __init__(self, group, admin):
        self._group, self._admin = group, admin

    def group(self):
        return str(self._group.pk)

    def paper(self):
        """The path of a new link on paper for a person without a number."""
        person = User.objects.get(first_name="Bek")
        with unit_of_work():
            made = activation_links.create_activation_links(
                actor=person, people=[person.pk], channel=ActivationChannel.QR
            )
        return "/activate" + activation_links.get_activation_url(made[person.pk]).partition("/activate")[2]

    def code(self, phone):
        """The newest code sent to this number."""
        return self._find_in_sms(phone, r"\b[0-9]{6}\b")

    def narrow(self):
        """From now on the office's user may import, and not invite."""
        role = OwnRole.objects.create(name={"en": "Importer"}, permissions=["courses.import"])
        User.objects.filter(pk=self._admin.pk).update(own_role=role)

    def link(self, phone):
        """The link in the SMS to this number."""

        return self._find_in_sms(phone, r"http\S+")

    def _find_in_sms(self, phone, pattern):
        def find():
            texts = [path.read_text("utf-8") for path in Path(settings.ENV.outbox_root).glob("*.sms")]
            found = [re.search(pattern, text) for text in texts if text.startswith(f"To: {phone}\n")]
            return found[-1][0] if found and found[-1] else ""

        return wait_until(find, what=f"an SMS to {phone}")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_imported_parent_is_invited_and_signs_in(play, other_group, admin, tmp_path):
    SystemSettings.objects.update(quiet_from=time(0), quiet_until=time(0), sms_month_budget=100_000_000)
    pupils = tmp_path / "pupils.csv"
    pupils.write_text("\r\n".join(ROWS), encoding="utf-8")
    with serve_methods(Desk(other_group, admin)) as address:
        play("invite-families", beside=["worker"], door=address, login=make_login(admin), pupils=str(pupils))
    parent = User.objects.get(phone="+998901112233")
    assert parent.has_usable_password()
    assert parent.phone_verified_at is not None
    assert parent.last_login is not None
