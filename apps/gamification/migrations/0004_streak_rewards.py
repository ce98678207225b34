"""What was given for days in a row stays as it was given."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GIVEN = """
INSERT INTO gamification_streakreward (student_id, day, days, coins)
SELECT student_id, right(cause, 10)::date,
    coalesce((SELECT min(streak_days_for_coins) FROM settings_systemsettings), 7), sum(amount)
FROM gamification_cointransaction WHERE cause LIKE 'streak:%'
GROUP BY student_id, cause HAVING sum(amount) > 0;
UPDATE gamification_studentcoin SET changed = true WHERE NOT changed;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("gamification", "0003_append_only_and_first_achievements"),
        ("settings", "0007_coin_settings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StreakReward",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
        migrations.RunSQL(GIVEN, migrations.RunSQL.noop),
    ]
