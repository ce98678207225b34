"""What is bought and changed in the shop is what was shown: the price to the buyer, the stock to the office."""

from apps.gamification.models import ShopItem
from apps.gamification.queries import get_coin_balance
from tests.gamification.helpers import earn, item

SHOP = "/gamification/shop/"


def test_redemption_is_refused_when_the_price_changed(group, pupil, client_for):
    earn(pupil, 50)
    book, client = item(20), client_for(pupil)
    ShopItem.objects.filter(pk=book.pk).update(price=30)
    path = f"{SHOP}{book.pk}/redeem/"
    dearer = client.post(path, {"price": 20}, idempotency_key="a")
    assert (dearer.status, dearer.json["code"], get_coin_balance(pupil)) == (409, "price_changed", 50)
    assert client.post(path, {"price": 30}, idempotency_key="b").status == 201
    assert get_coin_balance(pupil) == 20


def test_stock_by_is_added_to_the_current_stock(group, manager, client_for):
    book, client = item(20, stock=3, branch=group.branch), client_for(manager)
    path = f"{SHOP}{book.pk}/"
    ShopItem.objects.filter(pk=book.pk).update(stock=2)
    assert client.patch(path, {"stock_by": 10}).json["stock"] == 12
    assert client.patch(path, {"stock_by": -2}).json["stock"] == 10
    for wrong in ({"stock_by": -11}, {"stock_by": 1, "stock": 4}):
        answer = client.patch(path, wrong)
        assert (answer.status, list(answer.json["fields"])) == (422, ["stock_by"])
    assert client.patch(path, {"stock": None}).json["stock"] is None
    assert client.patch(path, {"stock_by": 1}).status == 422


def test_stock_is_set_only_when_stock_was_matches(group, manager, client_for):
    book, client = item(20, stock=3, branch=group.branch), client_for(manager)
    path = f"{SHOP}{book.pk}/"
    ShopItem.objects.filter(pk=book.pk).update(stock=2)
    late = client.patch(path, {"stock": 5, "stock_was": 3})
    assert (late.status, late.json["code"], list(late.json["fields"])) == (409, "conflict", ["stock_was"])
    assert client.patch(path, {"stock": 5, "stock_was": 2}).json["stock"] == 5
