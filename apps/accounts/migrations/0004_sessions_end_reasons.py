from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_identity_requests_without_an_account'),
    ]

    operations = [
        migrations.AlterField(
            model_name='session',
            name='end_reason',
            field=models.CharField(blank=True, choices=[('logout', 'Signed out'), ('refresh_reused', 'A used token was presented again'), ('password_changed', 'Password changed'), ('role_changed', 'Role changed'), ('deactivated', 'Switched off'), ('by_staff', 'Ended by staff'), ('by_owner', 'Ended from another device'), ('factor_changed', 'Second factor changed'), ('replaced', 'Signed in on another device')], max_length=40),
        ),
    ]
