"""Until now somebody recorded by hand that a lesson took place."""

from django.db import migrations

BY_HAND = "UPDATE lessons_lesson SET held_by_hand_at = updated_at WHERE status = 'held' AND held_by_hand_at IS NULL"


class Migration(migrations.Migration):
    dependencies = [("lessons", "0009_lessons_held_by_marks")]

    operations = [migrations.RunSQL(BY_HAND, migrations.RunSQL.noop)]
