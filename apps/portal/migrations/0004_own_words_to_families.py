import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0003_messages_to_families'),
    ]

    operations = [
        migrations.AlterField(
            model_name='familymessage',
            name='template',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.familytemplate'),
        ),
    ]
