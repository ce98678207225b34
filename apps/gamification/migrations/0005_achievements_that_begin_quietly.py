"""What pupils reached before achievements were there is granted without telling them."""

from django.db import migrations, models

WHERE_COINS_WERE_EARNED = """
UPDATE gamification_achievement SET quiet = true WHERE EXISTS (SELECT FROM gamification_studentcoin);
"""


class Migration(migrations.Migration):
    dependencies = [("gamification", "0004_streak_rewards")]

    operations = [
        migrations.AddField("achievement", "quiet", models.BooleanField(default=False)),
        migrations.RunSQL(WHERE_COINS_WERE_EARNED, migrations.RunSQL.noop),
    ]
