"""Phone numbers for which the office vouches.

The audit log tells which numbers of today the office entered: their owners did not prove them, and another user created
the account or changed its number.
"""

from django.db import migrations, models

VOUCH_FOR_ENTERED = """
UPDATE accounts_user SET phone_vouched_at = entered.at
FROM (
    SELECT object_id, max(created_at) AS at FROM settings_auditlog
    WHERE actor_id IS NOT NULL AND object_type = 'accounts.user' AND object_id <> actor_id::text
        AND (action = 'accounts.create_user' OR (action = 'accounts.change_person' AND fields ? 'phone'))
    GROUP BY object_id
) entered
WHERE accounts_user.id::text = entered.object_id AND phone IS NOT NULL AND phone_verified_at IS NULL;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0017_paper_is_signed'),
        ('settings', '0011_lessons_and_people_settings'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='phone_vouched_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunSQL(VOUCH_FOR_ENTERED, migrations.RunSQL.noop),
    ]
