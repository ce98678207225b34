from django.db import migrations, models

import apps.core.migration_operations


class Migration(migrations.Migration):

    dependencies = [
        ('lessons', '0013_live_classes'),
    ]

    operations = [apps.core.migration_operations.ApplyTogether(operations=[migrations.AddField(
            model_name='lessonschedule',
            name='live_provider',
            field=models.CharField(blank=True, choices=[('zoom', 'Zoom'), ('meet', 'Meet'), ('bigbluebutton', 'Bigbluebutton'), ('jitsi', 'Jitsi'), ('jaas', 'Jaas'), ('link', 'Link')], db_default='', default='', max_length=16),
        ), migrations.AddField(
            model_name='liveroom',
            name='host',
            field=models.CharField(blank=True, db_default='', default='', max_length=128),
        ), migrations.AlterField(
            model_name='livesighting',
            name='source',
            field=models.CharField(choices=[('zoom', 'Zoom'), ('bigbluebutton', 'Bigbluebutton'), ('meet', 'Meet'), ('jaas', 'Jaas'), ('button', 'Button')], max_length=16),
        )])]
