"""The database keeps the ledger of coins as it was written; what was earned so far; the first achievements."""

from django.db import migrations

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
EARNED = """
UPDATE gamification_studentcoin AS coin SET changed = true, earned = found.earned FROM (
    SELECT student_id, sum(amount) AS earned FROM gamification_cointransaction GROUP BY student_id
) AS found WHERE found.student_id = coin.student_id;
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
    dependencies = [("gamification", "0002_boards_achievements_shop")]

    operations = [
        migrations.RunSQL(EARNED, migrations.RunSQL.noop),
        migrations.RunSQL(APPEND_ONLY, NOT_APPEND_ONLY),
        migrations.RunPython(add_achievements, migrations.RunPython.noop),
    ]
