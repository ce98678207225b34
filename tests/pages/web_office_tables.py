"""Lists of the office in a real Chromium, with 5,000 pupils: `./talim test-web tests/pages/web_office_tables.py`."""

import pytest

from apps.accounts.models import User
from apps.core.permissions import Role
from ml.text import build_search_key
from tests.pages.browser import make_login

PUPILS = 5_000


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_lists_of_the_office(play, admin):
    names = [f"Anvar N{number:04}" for number in range(1, PUPILS + 1)]
    away = ["Anvar N1200 away", "Anvar N1250 away"]
    pupils = (
        User(
            first_name=name, last_name="Aliyev", role=Role.STUDENT, email=f"p{number}@example.uz",
            folded=build_search_key(f"{name} Aliyev"), is_active=name not in away,
        )
        for number, name in enumerate([*names, *away])
    )  # fmt: skip
    User.objects.bulk_create(pupils, batch_size=1_000)
    play("office-tables", login=make_login(admin))
