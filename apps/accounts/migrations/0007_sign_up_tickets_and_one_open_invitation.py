"""A sign-up belongs to whoever typed it; an address has one open invitation, which says whether it is for all branches."""

from django.db import migrations, models

# Of the present ones: no branch meant all, if the inviter has all. Of several open ones to an address the newest stays.
FILL = """
UPDATE accounts_invitation i SET all_branches = TRUE
  FROM accounts_user u
 WHERE u.id = i.invited_by_id AND u.all_branches
   AND NOT EXISTS (SELECT 1 FROM accounts_invitation_branches b WHERE b.invitation_id = i.id);
UPDATE accounts_invitation SET superseded = TRUE
 WHERE accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at <= now();
UPDATE accounts_invitation i SET withdrawn_at = now()
 WHERE accepted_at IS NULL AND withdrawn_at IS NULL AND NOT superseded AND EXISTS (
   SELECT 1 FROM accounts_invitation n
    WHERE (n.email, n.phone) = (i.email, i.phone) AND n.id > i.id
      AND n.accepted_at IS NULL AND n.withdrawn_at IS NULL AND NOT n.superseded);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_people_known_to_the_centre")]

    operations = [
        migrations.AddField(
            model_name="userverification", name="ticket_sha256", field=models.CharField(blank=True, default="", max_length=64), preserve_default=False
        ),
        migrations.AddField(
            model_name="invitation", name="all_branches", field=models.BooleanField(default=False)
        ),
        migrations.AddField(model_name="invitation", name="superseded", field=models.BooleanField(default=False)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(accepted_at=None, withdrawn_at=None, superseded=False),
                fields=("email", "phone"),
                name="invitation_one_open",
            ),
        ),
    ]
