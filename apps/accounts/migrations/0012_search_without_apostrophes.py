"""Names are searched without apostrophes, phones by any of their digits, e-mails by their beginning."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

STRIP = """
    UPDATE accounts_user SET folded = replace(folded, '''', '') WHERE folded LIKE '%''%'
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0011_first_numbers")]

    operations = [
        migrations.RunSQL(STRIP, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="user",
            index=GinIndex(fields=["phone"], name="user_phone_digits", opclasses=["gin_trgm_ops"]),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(fields=["email"], name="user_email_beginning", opclasses=["varchar_pattern_ops"]),
        ),
    ]
