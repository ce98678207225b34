"""The rules of operations about coins, leaderboards, achievements and the shop, as in `rules`."""

from tests.access.rules_base import Rule, rule

COIN_LINKS: dict[str, set[str]] = {
    "learns": {
        "child", "pupil", "parent", "other_pupil", "other_parent", "teacher", "assistant", "other_teacher", "manager",
        "manager_elsewhere", "cashier", "admin",
    },
    "administrators": {"admin"},
    "buyer": {"child", "manager", "admin"},
}  # fmt: skip
"""`learns`: who sees some group, and with it the centre's board. `buyer`: and who hands over in that branch."""

COIN_RULES: dict[str, Rule] = {
    "GET /gamification/coins/me/": rule("anybody"),
    "GET /gamification/coins/{student_id}/": rule("pupil", "child"),
    "GET /gamification/coins/{student_id}/transactions/": rule("pupil", "child"),
    "POST /gamification/coins/adjust/": rule("reviewed", body={"student": "@child"}, key=True),
    "GET /gamification/rules/": rule("anybody"),
    "GET PUT /gamification/preferences/me/": rule("anybody"),
    "GET /gamification/leaderboard/{group_id}/": rule("group", "group"),
    "GET /gamification/leaderboards/": rule("learns"),
    "GET /gamification/achievements/catalog/": rule("anybody"),
    "GET /gamification/achievements/counters/": rule("anybody"),
    "POST /gamification/achievements/catalog/": rule("administrators"),
    "PATCH /gamification/achievements/catalog/{id}/": rule("administrators", "achievement"),
    "GET /gamification/achievements/{student_id}/": rule("pupil", "child"),
    "GET /gamification/streaks/me/": rule("anybody"),
    "GET /gamification/shop/": rule("anybody"),
    "POST /gamification/shop/": rule("office", body={"branch": "@branch"}),
    "GET /gamification/shop/{id}/": rule("group", "shop_item"),
    "PATCH DELETE /gamification/shop/{id}/": rule("office", "shop_item"),
    "POST /gamification/shop/{id}/redeem/": rule("group", "shop_item", status=409, key=True),
    "GET /gamification/redemptions/": rule("anybody"),
    "POST /gamification/redemptions/{id}/deliver/": rule("office", "redemption"),
    "POST /gamification/redemptions/{id}/cancel/": rule("buyer", "redemption"),
}
