import apps.core.ids
import apps.core.migration_operations
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kids', '0006_tables_of_the_pipeline'),
        ('learning', '0007_causes_of_freezes_and_ends'),
        ('quizzes', '0006_days_of_facts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [apps.core.migration_operations.ApplyTogether(operations=[migrations.CreateModel(
            name='ActivityAnswer',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('block', models.UUIDField()),
                ('play', models.UUIDField()),
                ('outcome', models.CharField(choices=[('right', 'right'), ('helped', 'helped'), ('wrong', 'wrong'), ('played', 'played')], max_length=6)),
                ('tries', models.PositiveSmallIntegerField(default=1)),
                ('seconds', models.PositiveIntegerField(default=0)),
                ('given_at', models.DateTimeField()),
                ('given_on', models.DateField()),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activity_answers', to=settings.AUTH_USER_MODEL)),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activity_answers', to='learning.courselesson')),
            ],
            options={
                'indexes': [models.Index(fields=['child', 'given_on'], name='activity_answer_of_day')],
                'constraints': [models.UniqueConstraint(fields=('child', 'block', 'play'), name='activity_answer_once_a_play'), models.CheckConstraint(condition=models.Q(('tries__gte', 1)), name='activity_answer_has_a_try')],
            },
        ), migrations.AlterField(
            model_name='skillanswer',
            name='answer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='skill_answers', to='quizzes.answer'),
        ), migrations.AddField(
            model_name='skillanswer',
            name='activity_answer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='skill_answers', to='kids.activityanswer'),
        ), migrations.AddConstraint(
            model_name='skillanswer',
            constraint=models.UniqueConstraint(fields=('activity_answer', 'skill'), name='skill_answer_of_activity_once'),
        ), migrations.AddConstraint(
            model_name='skillanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('activity_answer__isnull', True), ('answer__isnull', False)), models.Q(('activity_answer__isnull', False), ('answer__isnull', True)), _connector='OR'), name='skill_answer_has_one_source'),
        )])]
