"""The ways in that begin with a letter, and a child's, in a real Chromium: `./talim test-web
tests/pages/web_sign_in.py`.

The letters are those that the worker wrote, as files, because no mail server is set.
"""

import re
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from apps.accounts import pictures, rate_limits
from apps.accounts.models import ChildProfile, Guardian, Session, TotpDevice, User, UserVerification
from apps.accounts.services import codes, mfa
from apps.core.permissions import Role
from apps.courses.models import Membership
from apps.settings.models import SystemSettings
from tests import factories
from tests.accounts.mfa.conftest import code_at
from tests.pages.browser import PASSWORD, make_login
from tests.processes import wait_until
from tests.remote_control import serve_methods

SHOWN = ("bear", "umbrella", "apple", "kite")
INVITED = "nodira.invited@example.uz"
LEARNERS = ("malika.new@example.uz", "otabek.new@example.uz", "sevara.new@example.uz")


class Letters:
    """What came to an address; the centre's word about signing up; what an authenticator application shows."""

    def __init__(self, factored):
        self._factored = factored

    def second_factor(self):
        """The code of this moment."""
        return code_at(self._factored, timezone.now())

    def link(self, address, page):
        """The newest link to this page."""
        return wait_until(lambda: self._newest(address, rf"http\S+/{page}#token=\S+"), what=f"a letter to {address}")

    def code(self, address, beside=""):
        """The newest code, once it is another than this one."""

        def newest():
            result = self._newest(address, r"(?<= )\d{6}(?=\.)")
            return "" if result == beside else result

        return wait_until(newest, what=f"a code for {address}")

    def age(self, address):
        """What was sent to this address holds no longer, and another code may be asked for."""
        UserVerification.objects.filter(address=address).update(expires_at=timezone.now())
        rate_limits.uncount_try(f"codes:proof:{codes.RESEND_SECONDS}", address)

    def close(self):
        """The centre lets nobody sign up by themselves."""
        SystemSettings.objects.update(registration_open=False)

    def _newest(self, address, wanted):
        results = [match for text in letters_to(address) for match in re.findall(wanted, text)]
        return results[-1] if results else ""


def letters_to(address):
    """The texts of all letters to this address, the oldest first."""
    files = sorted(Path(settings.ENV.outbox_root).glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
    for path in files:
        for letter in re.split(rb"^-{79}\n", path.read_bytes(), flags=re.MULTILINE):
            message = message_from_bytes(letter, policy=policy.default)
            if address in str(message["To"]):
                yield str(message.get_content())


def with_second_factor(user):
    """Have this person owe a second factor; what they sign in with. The present code is still to be used."""
    login = make_login(user, locale="en")
    mfa.start_setup(user=user, password=PASSWORD)
    session = factories.client_for(user).session
    assert session is not None
    mfa.confirm_setup(user=user, session=session, code=code_at(user, timezone.now()))
    TotpDevice.objects.filter(user=user).update(last_step=0)
    return login


@pytest.mark.django_db(transaction=True)
def test_email_links_sign_users_in(play, parent, admin, manager):
    newcomer = factories.make_user(Role.STUDENT, "Yangi", "Kelgan", verified=False)
    assert not User.objects.filter(pk=newcomer.pk, email_verified_at__isnull=False).exists()
    logins = {"login": make_login(parent), "staff": make_login(admin), "newcomer": newcomer.email}
    logins["factored"] = with_second_factor(manager)
    with serve_methods(Letters(manager)) as address:
        play("entry", beside=["worker"], door=address, invited=INVITED, learners=LEARNERS, **logins)
    assert User.objects.get(pk=newcomer.pk).email_verified_at is not None
    invited = User.objects.get(email=INVITED)
    assert (invited.full_name, invited.role) == ("Nodira Karimova", "teacher")
    learners = User.objects.filter(email__in=LEARNERS).order_by("email")
    assert [learner.full_name for learner in learners] == ["Malika Toshova", "Otabek", "Sevara"]
    assert {learner.role for learner in learners} == {"student"}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_child_signs_in_with_code_and_pictures(play, parent, teacher, manager, group):
    secret = pictures.hash_pictures(SHOWN)
    child = factories.make_user(Role.STUDENT, "Kamola", "Karimova", email=None)
    unseen = factories.make_user(Role.STUDENT, "Sardor", "Karimov", email=None)
    for person, code in ((child, "204816"), (unseen, "204817")):
        ChildProfile.objects.create(user=person, birth_date=date(2019, 5, 1), code=code, pictures_hash=secret)
        Guardian.objects.create(parent=parent, child=person, kind="mother", sees_progress=person == child)
    Membership.objects.create(group=group, student=child, joined_on=date(2026, 9, 1))
    logins = {"parent": make_login(parent), "teacher": make_login(teacher), "office": make_login(manager)}
    play("entry-child", code="204816", pictures=SHOWN, **logins)
    assert Session.objects.filter(user=child).count() == 2
    assert Session.objects.filter(user=child, ended_at=None).count() == 1
    assert Session.objects.filter(user=teacher, ended_at=None).count() == 0
    assert ChildProfile.objects.get(user=child).wrong_tries == 0
