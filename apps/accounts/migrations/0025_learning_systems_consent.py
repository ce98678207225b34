from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0024_activity_consent'),
    ]

    operations = [
        migrations.AlterField(
            model_name='consent',
            name='kind',
            field=models.CharField(choices=[('recording', 'Recording'), ('photo', 'Photo'), ('messages', 'Messages'), ('machine_learning', 'Machine Learning'), ('certificate', 'Certificate'), ('activity', 'Activity'), ('learning_systems', 'Learning Systems')], max_length=20),
        ),
    ]
