"""Things of the access matrix that coins buy; without a prefix they are the child's and the first branch's."""

from typing import Any

from apps.gamification.models import Achievement, Redemption, ShopItem


def create_coin_objects(world: Any) -> dict[str, Any]:
    """An item that nobody can afford and one that was bought, and their counterparts in the other branch."""
    result: dict[str, Any] = {}
    for prefix, group, student in (("", world.group, world.child), ("other_", world.other_group, world.other_pupil)):
        dear = ShopItem.objects.create(name={"en": "Bicycle"}, price=100_000, stock=50, branch=group.branch)
        book = ShopItem.objects.create(name={"en": "Exercise book"}, price=5, branch=group.branch)
        result[f"{prefix}shop_item"] = dear
        result[f"{prefix}achievement"] = Achievement.objects.create(
            code=f"{prefix}diligent".replace("_", "-"), name={"en": "Diligent"}, counter="study_days", threshold=900
        )
        result[f"{prefix}redemption"] = Redemption.objects.create(item=book, student=student, price=5)
    return result
