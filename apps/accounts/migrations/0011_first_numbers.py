"""Pupils who are known already get their numbers in the order in which they came."""

from django.db import migrations

NUMBERS = """
    UPDATE accounts_user SET number = found.number
    FROM (
        SELECT id, row_number() OVER (ORDER BY created_at, id) AS number
        FROM accounts_user WHERE role = 'student' AND erased_at IS NULL
    ) AS found
    WHERE found.id = accounts_user.id
"""

SERIES = """
    INSERT INTO core_numberseries (name, last)
    SELECT 'students', count(number) FROM accounts_user HAVING count(number) > 0
    ON CONFLICT (name) DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_pupils_numbers"), ("core", "0002_uploads_and_number_series")]

    operations = [
        migrations.RunSQL(NUMBERS, migrations.RunSQL.noop),
        migrations.RunSQL(SERIES, migrations.RunSQL.noop),
    ]
