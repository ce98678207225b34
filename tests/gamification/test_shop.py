"""The shop: buy with coins, hand over, cancel; items of one's branches only."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import Guardian, User
from apps.events.models import StreamEvent
from apps.events.publishing import get_user_stream
from apps.gamification.models import Redemption, ShopItem
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.notifications.models import Notification
from apps.settings.models import Branch
from tests.gamification.helpers import earn, item

SHOP = "/gamification/shop/"
NAME = {"uz": "Daftar", "ru": "", "en": "Exercise book"}


def buy(client, thing: ShopItem, key: str = "one"):
    return client.post(f"{SHOP}{thing.pk}/redeem/", {}, idempotency_key=key)


def test_redemption_takes_coins_and_stock(group, pupil, client_for):
    earn(pupil, 50)
    book, client = item(20, stock=3), client_for(pupil)
    answer = buy(client, book)
    assert (answer.status, answer.json["state"], answer.json["price"]) == (201, "requested", 20), answer.json
    book.refresh_from_db()
    assert (get_coin_balance(pupil), sum_coin_ledger(pupil), book.stock) == (30, 30, 2)
    (event,) = StreamEvent.objects.filter(stream=get_user_stream(pupil.pk), type="redemption.changed")
    assert (event.data["redemption"], event.data["state"]) == (answer.json["id"], "requested")
    assert buy(client, book).json == answer.json
    assert Redemption.objects.count() == 1


def test_redemption_is_refused_with_its_code(group, pupil, client_for):
    earn(pupil, 50)
    client = client_for(pupil)
    assert buy(client, item(51), "a").json["code"] == "not_enough_coins"
    assert buy(client, item(5, stock=0), "b").json["code"] == "sold_out"
    assert buy(client, item(5, archived_at="2026-09-01T00:00:00Z"), "c").status == 404
    book = item(5)
    assert [buy(client, book, key).status for key in ("d", "e")] == [201, 409]
    assert client.post(f"{SHOP}{book.pk}/redeem/", {}).json["code"] == "idempotency_key_required"
    assert get_coin_balance(pupil) == 45


def test_negative_balance_cannot_buy(group, pupil, client_for):
    earn(pupil, 20)
    client = client_for(pupil)
    assert buy(client, item(20), "a").status == 201
    earn(pupil, 5)
    assert get_coin_balance(pupil) == -15
    assert buy(client, item(1), "b").json["code"] == "not_enough_coins"


def test_office_delivers_a_redemption(group, pupil, manager, client_for):
    earn(pupil, 50)
    bought = buy(client_for(pupil), item(20)).json["id"]
    office = client_for(manager)
    waiting = office.get("/gamification/redemptions/", {"state": "requested"}).json["results"]
    assert [(row["id"], row["student"]["full_name"]) for row in waiting] == [(bought, "Jasur Oripov")]
    path = f"/gamification/redemptions/{bought}/deliver/"
    assert office.post(path).json["state"] == "handed_over"
    assert office.post(path).status == 409
    assert office.post(f"/gamification/redemptions/{bought}/cancel/", {}).status == 409
    assert get_coin_balance(pupil) == 30
    assert Notification.objects.get(user=pupil, type="shop.handed_over").data["item"]["en"] == "Exercise book"


@pytest.mark.parametrize("who", ["pupil", "manager"], ids=["by the pupil", "by the office"])
def test_cancelled_redemption_returns_coins_and_stock(group, pupil, manager, client_for, who):
    earn(pupil, 50)
    book = item(20, stock=1)
    bought = buy(client_for(pupil), book).json["id"]
    canceller = client_for({"pupil": pupil, "manager": manager}[who])
    answer = canceller.post(f"/gamification/redemptions/{bought}/cancel/", {"reason": "It broke"})
    assert (answer.status, answer.json["state"], answer.json["reason"]) == (200, "cancelled", "It broke")
    book.refresh_from_db()
    assert (get_coin_balance(pupil), sum_coin_ledger(pupil), book.stock) == (50, 50, 1)
    assert Notification.objects.filter(user=pupil, type="shop.cancelled").exists() == (who == "manager")
    assert buy(client_for(pupil), book, "again").status == 201


def test_redemptions_are_visible_by_role(group, pupil, second_pupil, teacher, parent, stranger, client_for):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    earn(pupil, 50)
    bought = buy(client_for(pupil), item(20)).json["id"]
    seen = {
        person: client_for(person).get("/gamification/redemptions/").json["count"]
        for person in (pupil, parent, second_pupil, teacher, stranger)
    }
    assert list(seen.values()) == [1, 1, 0, 0, 0]
    path = f"/gamification/redemptions/{bought}"
    cancelled = [client_for(user).post(f"{path}/cancel/", {}).status for user in (second_pupil, parent, teacher)]
    assert cancelled == [404] * 3
    assert [client_for(user).post(f"{path}/deliver/").status for user in (pupil, teacher)] == [403] * 2


def test_office_manages_shop_items(group, pupil, manager, client_for):
    office = client_for(manager)
    made = office.post(SHOP, {"name": NAME, "price": 40, "stock": 2})
    assert (made.status, made.json["branch"]) == (201, None)
    path = f"{SHOP}{made.json['id']}/"
    assert office.patch(path, {"price": 30, "stock": None}).json["price"] == 30
    assert client_for(pupil).get(path).json["stock"] is None
    assert office.post(SHOP, {"name": {"en": ""}, "price": 40}).status == 422
    assert office.post(SHOP, {"name": NAME, "price": 0}).status == 422
    assert client_for(pupil).post(SHOP, {"name": NAME, "price": 1}).status == 403
    assert office.delete(path).status == 204
    assert client_for(pupil).get(path).status == 404
    assert [row["id"] for row in office.get(SHOP, {"archived": True}).json["results"]] == [made.json["id"]]
    assert client_for(pupil).get(SHOP, {"archived": True}).json["count"] == 0


def test_shop_items_belong_to_a_branch(group, pupil, manager, client_for):
    elsewhere = Branch.objects.create(name="Yunusobod", zone="Asia/Tashkent")
    here, there, everywhere = item(1, branch=group.branch), item(1, branch=elsewhere), item(1)
    assert {row["id"] for row in client_for(pupil).get(SHOP).json["results"]} == {str(here.pk), str(everywhere.pk)}
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager.refresh_from_db()
    manager.branches.add(elsewhere)
    office = client_for(manager)
    changed = [office.patch(f"{SHOP}{item.pk}/", {"price": 2}).status for item in (there, here, everywhere)]
    assert changed == [200, 404, 404]
    assert office.post(SHOP, {"name": NAME, "price": 1}).json["fields"].keys() == {"branch"}
    assert office.post(SHOP, {"name": NAME, "price": 1, "branch": str(elsewhere.pk)}).status == 201


def test_the_list_costs_the_same_for_few_and_many(group, pupil, client_for):
    client, counts = client_for(pupil), []
    for number in (2, 18):
        for _ in range(number):
            item(1, branch=group.branch)
        with CaptureQueriesContext(connection) as asked:
            client.get(SHOP)
        counts.append(len(asked))
    assert counts[0] == counts[1]


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
        client.patch(path, wrong).check_refused(422, field="stock_by")
    assert client.patch(path, {"stock": None}).json["stock"] is None
    assert client.patch(path, {"stock_by": 1}).status == 422


def test_stock_is_set_only_when_stock_was_matches(group, manager, client_for):
    book, client = item(20, stock=3, branch=group.branch), client_for(manager)
    path = f"{SHOP}{book.pk}/"
    ShopItem.objects.filter(pk=book.pk).update(stock=2)
    late = client.patch(path, {"stock": 5, "stock_was": 3})
    assert (late.status, late.json["code"], list(late.json["fields"])) == (409, "conflict", ["stock_was"])
    assert client.patch(path, {"stock": 5, "stock_was": 2}).json["stock"] == 5
