"""Who is no staff works in no branch; up to now everybody was said to work in every one."""

from django.db import migrations, models

STAFF = ["admin", "manager", "teacher"]
FILL = """
UPDATE accounts_user SET all_branches = FALSE
 WHERE all_branches AND own_role_id IS NULL AND role NOT IN ('admin', 'manager', 'teacher');
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_telegram_links")]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="all_branches",
            field=models.BooleanField(default=False, verbose_name="works in every branch"),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("all_branches", False), ("role__in", STAFF), ("own_role__isnull", False), _connector="OR"
                ),
                name="user_works_everywhere_as_staff",
            ),
        ),
    ]
