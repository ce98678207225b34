"""The office's pages for shop, coins and achievements in a real Chromium."""

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.gamification.models import ShopItem
from apps.gamification.services.adjustments import adjust_coins
from apps.gamification.services.shop_management import redeem_shop_item
from tests.pages.browser import make_login


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_shop_and_coins(play, group, pupil, second_pupil, admin):
    item = ShopItem.objects.create(name={"uz": "Ruchka", "ru": "Ручка", "en": "Pen"}, price=5)
    User.objects.filter(pk=pupil.pk).update(first_name="Jasur")
    for buyer in (pupil, second_pupil):
        adjust_coins(actor=admin, student=buyer, amount=10, reason="Well done")
        redeem_shop_item(student=buyer, item=item)
    ShopItem.objects.filter(pk=item.pk).update(archived_at=timezone.now())
    play("office-shop", login=make_login(admin))
