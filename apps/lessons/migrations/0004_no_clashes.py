"""From here on the database refuses a teacher, a room or a group in two lessons at once."""

import apps.lessons.models
import django.contrib.postgres.constraints
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("lessons", "0003_teachers_and_clashes")]

    operations = [
        migrations.AddConstraint(
            model_name='lesson',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(models.Q(('status', 'cancelled'), _negated=True), ('forced', False)), expressions=[('room', '='), (apps.lessons.models.Span('starts_at', 'ends_at'), '&&')], name='lesson_room_free'),
        ),
        migrations.AddConstraint(
            model_name='lesson',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(models.Q(('status', 'cancelled'), _negated=True), ('forced', False)), expressions=[('teacher', '='), (apps.lessons.models.Span('starts_at', 'ends_at'), '&&')], name='lesson_teacher_free'),
        ),
        migrations.AddConstraint(
            model_name='lesson',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(models.Q(('status', 'cancelled'), _negated=True), ('forced', False)), expressions=[('group', '='), (apps.lessons.models.Span('starts_at', 'ends_at'), '&&')], name='lesson_group_free'),
        ),
    ]
