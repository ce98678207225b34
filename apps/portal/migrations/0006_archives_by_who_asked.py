from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('portal', '0005_erasure_reason'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='exportrequest',
            name='export_one_waiting',
        ),
        migrations.AddConstraint(
            model_name='exportrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('person', 'requested_by'), name='export_one_waiting'),
        ),
    ]
