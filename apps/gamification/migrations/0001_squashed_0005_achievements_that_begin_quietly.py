"""Coins, boards, achievements and the shop; the ledger of coins is append-only."""

import apps.core.ids
import apps.core.migration_operations
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

APPEND_ONLY = """
CREATE FUNCTION talim_coins_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger of coins is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER coin_transactions_stay BEFORE UPDATE OR DELETE ON gamification_cointransaction
    FOR EACH ROW EXECUTE FUNCTION talim_coins_append_only();
CREATE TRIGGER coin_transactions_stay_all BEFORE TRUNCATE ON gamification_cointransaction
    FOR EACH STATEMENT EXECUTE FUNCTION talim_coins_append_only();
"""


NOT_APPEND_ONLY = """
DROP TRIGGER coin_transactions_stay ON gamification_cointransaction;
DROP TRIGGER coin_transactions_stay_all ON gamification_cointransaction;
DROP FUNCTION talim_coins_append_only();
"""


ACHIEVEMENTS = (
    ("first-homework", "homework_done", 1, 5, "Birinchi vazifa", "Первое задание", "First homework"),
    ("ten-homeworks", "homework_done", 10, 10, "Oʻnta vazifa", "Десять заданий", "Ten homeworks"),
    ("fifty-homeworks", "homework_done", 50, 30, "Ellikta vazifa", "Пятьдесят заданий", "Fifty homeworks"),
    ("first-excellent", "homework_excellent", 1, 5, "Birinchi aʼlo baho", "Первая отличная оценка", "First top mark"),
    ("ten-excellent", "homework_excellent", 10, 20, "Oʻnta aʼlo baho", "Десять отличных оценок", "Ten top marks"),
    ("first-lesson", "lessons_attended", 1, 5, "Birinchi dars", "Первый урок", "First lesson"),
    ("fifty-lessons", "lessons_attended", 50, 30, "Ellikta dars", "Пятьдесят уроков", "Fifty lessons"),
    ("week-in-a-row", "longest_streak", 7, 10, "Bir hafta ketma-ket", "Неделя подряд", "A week in a row"),
    ("month-in-a-row", "longest_streak", 30, 50, "Bir oy ketma-ket", "Месяц подряд", "A month in a row"),
    ("hundred-coins", "coins_earned", 100, 0, "Yuzta tanga", "Сто монет", "A hundred coins"),
    ("thousand-coins", "coins_earned", 1000, 0, "Mingta tanga", "Тысяча монет", "A thousand coins"),
)


def add_achievements(apps, schema_editor):
    achievement = apps.get_model("gamification", "Achievement")
    for position, (code, counter, threshold, coins, uz, ru, en) in enumerate(ACHIEVEMENTS, 1):
        achievement.objects.get_or_create(
            code=code,
            defaults={
                "name": {"uz": uz, "ru": ru, "en": en},
                "counter": counter,
                "threshold": threshold,
                "coins": coins,
                "position": position,
            },
        )


class Migration(migrations.Migration):
    replaces = [
        ("gamification", "0001_initial"),
        ("gamification", "0002_boards_achievements_shop"),
        ("gamification", "0003_append_only_and_first_achievements"),
        ("gamification", "0004_streak_rewards"),
        ("gamification", "0005_achievements_that_begin_quietly"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0002_squashed_0012_search_without_apostrophes"),
        ("accounts", "__first__"),
        ("courses", "0001_squashed_0008_level_codes_in_any_case_once"),
        ("settings", "0001_squashed_0008_message_settings"),
    ]

    operations = [
        apps.core.migration_operations.ApplyTogether(
            operations=[
                migrations.CreateModel(
                    name="GroupBoard",
                    fields=[
                        (
                            "group",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="board",
                                serialize=False,
                                to="courses.group",
                            ),
                        ),
                        ("announced_at", models.DateTimeField(blank=True, null=True)),
                        ("waiting", models.BooleanField(default=False)),
                    ],
                ),
                migrations.CreateModel(
                    name="StudentCoin",
                    fields=[
                        (
                            "student",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="coins",
                                serialize=False,
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("balance", models.IntegerField(default=0)),
                        ("changed", models.BooleanField(default=False)),
                        ("earned", models.IntegerField(default=0)),
                        ("name_hidden", models.BooleanField(default=False)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("changed", True)), fields=["student"], name="student_coin_changed"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CoinTransaction",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("cause", models.CharField(max_length=100)),
                        ("revision", models.PositiveIntegerField()),
                        ("amount", models.IntegerField()),
                        ("reason", models.CharField(max_length=60)),
                        (
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="coin_transactions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("counts", models.BooleanField(default=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["student", "-created_at"], name="gamificatio_student_f8bf07_idx"),
                            django.contrib.postgres.indexes.BrinIndex(
                                fields=["created_at"], name="coin_transaction_created"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("cause", "revision"), name="coin_cause_once"),
                            models.CheckConstraint(
                                condition=models.Q(("amount", 0), _negated=True), name="coin_amount_not_zero"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Achievement",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("code", models.SlugField(max_length=40, unique=True)),
                        ("name", models.JSONField()),
                        ("description", models.JSONField(default=dict)),
                        ("counter", models.CharField(max_length=40)),
                        ("threshold", models.PositiveIntegerField()),
                        ("coins", models.PositiveSmallIntegerField(default=0)),
                        ("position", models.PositiveSmallIntegerField(default=100)),
                        ("archived_at", models.DateTimeField(blank=True, null=True)),
                        ("quiet", models.BooleanField(default=False)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("threshold__gte", 1)), name="achievement_has_something_to_reach"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AchievementGrant",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("coins", models.PositiveSmallIntegerField(default=0)),
                        (
                            "achievement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to="gamification.achievement",
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="achievements",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("student", "achievement"), name="achievement_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CoinAdjustment",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("amount", models.IntegerField()),
                        ("reason", models.CharField(blank=True, max_length=200)),
                        ("on", models.DateField()),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "entry",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="adjustment",
                                to="gamification.cointransaction",
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="coin_adjustments",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["by", "on"], name="gamificatio_by_id_bfdf40_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount", 0), _negated=True), name="coin_adjustment_not_zero"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Leaderboard",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        (
                            "scope",
                            models.CharField(
                                choices=[("group", "Group"), ("course", "Course"), ("centre", "Centre")], max_length=6
                            ),
                        ),
                        (
                            "period",
                            models.CharField(
                                choices=[("week", "Week"), ("month", "Month"), ("all", "All")], max_length=5
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True)),
                        ("taken_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "course",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="leaderboards",
                                to="courses.course",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="leaderboards",
                                to="courses.group",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("scope", "group", "course", "period", "starts_on"),
                                name="leaderboard_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("course__isnull", True), ("group__isnull", False), ("scope", "group")),
                                    models.Q(("course__isnull", False), ("group__isnull", True), ("scope", "course")),
                                    models.Q(("course__isnull", True), ("group__isnull", True), ("scope", "centre")),
                                    _connector="OR",
                                ),
                                name="leaderboard_of_its_scope",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("period", "all"), ("starts_on__isnull", True)),
                                    models.Q(models.Q(("period", "all"), _negated=True), ("starts_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="leaderboard_has_a_start",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LeaderboardRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("place", models.PositiveIntegerField()),
                        ("rank", models.PositiveIntegerField()),
                        ("coins", models.IntegerField()),
                        (
                            "board",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="gamification.leaderboard",
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="leaderboard_rows",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["board", "place"], name="gamificatio_board_i_de09e3_idx")],
                        "constraints": [
                            models.UniqueConstraint(fields=("board", "student"), name="leaderboard_row_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Redemption",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("price", models.PositiveIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("requested", "Requested"),
                                    ("handed_over", "Handed Over"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="requested",
                                max_length=12,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("reason", models.CharField(blank=True, max_length=200)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="redemptions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="redemptions",
                                to="gamification.shopitem",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["student", "-id"], name="gamificatio_student_576e0a_idx")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "requested")),
                                fields=("student", "item"),
                                name="redemption_one_waits",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ShopItem",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("name", models.JSONField()),
                        ("description", models.JSONField(default=dict)),
                        ("price", models.PositiveIntegerField()),
                        ("stock", models.PositiveIntegerField(blank=True, null=True)),
                        ("archived_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "branch",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shop_items",
                                to="settings.branch",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("price__gte", 1)), name="shop_item_costs_something"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StudyDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField()),
                        ("cause", models.CharField(max_length=100)),
                        (
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="study_days",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["student", "day"], name="gamificatio_student_4b901e_idx")],
                        "constraints": [models.UniqueConstraint(fields=("cause", "day"), name="study_day_once")],
                    },
                ),
                migrations.CreateModel(
                    name="StreakReward",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField()),
                        ("days", models.PositiveSmallIntegerField()),
                        ("coins", models.PositiveSmallIntegerField()),
                        (
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="streak_rewards",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("student", "day"), name="streak_reward_once")],
                    },
                ),
            ],
        ),
        migrations.RunSQL(APPEND_ONLY, NOT_APPEND_ONLY),
        migrations.RunPython(add_achievements, migrations.RunPython.noop),
    ]
