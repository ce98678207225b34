"""The ways in that begin with a letter, in a real Chromium: `./talim test-web tests/pages/web_entry.py`.

The letters are those that the worker wrote, as files, because no mail server is set.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.conf import settings

from apps.accounts.models import User
from apps.core.permissions import Role
from tests import cast
from tests.door import door
from tests.pages.browser import sign_in_as
from tests.pages.family import play, serve
from tests.processes import Processes, processes, until  # noqa: F401

INVITED = "nodira.invited@example.uz"


class Letters:
    """What came to an address."""

    def link(self, address: str, page: str) -> str:
        """The newest link to this page."""
        return until(lambda: self._newest(address, rf"http\S+/{page}#token=\S+"), what=f"a letter to {address}")

    def code(self, address: str) -> str:
        """The newest code."""
        return until(lambda: self._newest(address, r"(?<= )\d{6}(?=\.)"), what=f"a code for {address}")

    def _newest(self, address: str, wanted: str) -> str:
        found = [one for text in letters_to(address) for one in re.findall(wanted, text)]
        return found[-1] if found else ""


def letters_to(address: str) -> Iterator[str]:
    """The texts of all letters to this address, the oldest first."""
    files = sorted(Path(settings.ENV.outbox_root).glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
    for path in files:
        for letter in re.split(rb"^-{79}\n", path.read_bytes(), flags=re.MULTILINE):
            message = message_from_bytes(letter, policy=policy.default)
            if address in str(message["To"]):
                yield str(message.get_content())


@pytest.mark.django_db(transaction=True)
def test_letters_lead_in(
    processes: Processes,  # noqa: F811
    parent: User,
    admin: User,
) -> None:
    newcomer = cast.make_user(Role.STUDENT, "Yangi", "Kelgan", vouched=False)
    assert not User.objects.filter(pk=newcomer.pk, email_verified_at__isnull=False).exists()
    with door(Letters()) as address:
        told = {
            "url": serve(processes, "worker"),
            "door": address,
            "login": sign_in_as(parent),
            "staff": sign_in_as(admin),
            "newcomer": newcomer.email,
            "invited": INVITED,
        }
        play("entry", told)
    assert User.objects.get(pk=newcomer.pk).email_verified_at is not None
    invited = User.objects.get(email=INVITED)
    assert (invited.full_name, invited.role) == ("Nodira Karimova", "teacher")
