"""The page Today and the search of everything in a real Chromium."""

import pytest

from apps.accounts.models import Guardian, User
from apps.courses.models import Group
from ml.text import build_search_key
from tests.pages.browser import make_login
from tests.payments import payment_data as money


@pytest.mark.django_db(transaction=True)
def test_search_finds_everything(play, group, other_group, pupil, parent, manager):
    for each in (group, other_group):
        Group.objects.filter(pk=each.pk).update(folded=build_search_key(each.name))
    User.objects.filter(pk=parent.pk).update(phone="+998935554433")
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    payment = money.create_payment_due(pupil, group)
    play("office-search", login=make_login(manager), reference=payment.reference)
