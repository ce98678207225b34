import apps.core.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kids', '0002_mastery'),
        ('learning', '0007_causes_of_freezes_and_ends'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ShownLesson',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('source', models.CharField(choices=[('ml', 'ml'), ('bkt', 'bkt'), ('rules', 'rules')], max_length=5)),
                ('reason', models.CharField(choices=[('misses', 'misses'), ('practice', 'practice'), ('new_skill', 'new_skill'), ('due_review', 'due_review'), ('easy_success', 'easy_success'), ('next_lesson', 'next_lesson'), ('again', 'again')], max_length=12)),
                ('shown_on', models.DateField()),
                ('to_child', models.BooleanField()),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shown_lessons', to=settings.AUTH_USER_MODEL)),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shown_to', to='learning.courselesson')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('child', 'lesson', 'shown_on', 'source', 'to_child'), name='shown_lesson_once_a_day')],
            },
        ),
    ]
