import apps.core.ids
import apps.core.migration_operations
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kids', '0001_initial'),
        ('quizzes', '0006_days_of_facts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [apps.core.migration_operations.ApplyTogether(operations=[migrations.CreateModel(
            name='SkillAnswer',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('item', models.UUIDField()),
                ('given_at', models.DateTimeField()),
                ('given_on', models.DateField()),
                ('is_right', models.BooleanField()),
                ('has_help', models.BooleanField(default=False)),
                ('options', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('weight', models.DecimalField(decimal_places=2, default=1, max_digits=3)),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skill_answers', to='quizzes.answer')),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skill_answers', to=settings.AUTH_USER_MODEL)),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='kids.skill')),
            ],
            options={
                'indexes': [models.Index(fields=['child', 'skill', 'given_on'], name='skill_answer_of_child'), models.Index(fields=['child', '-given_at'], name='skill_answer_newest')],
                'constraints': [models.UniqueConstraint(fields=('answer', 'skill'), name='skill_answer_once'), models.CheckConstraint(condition=models.Q(('weight__gt', 0), ('weight__lte', 1)), name='skill_answer_weight')],
            },
        ), migrations.CreateModel(
            name='SkillMastery',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('known', models.FloatField()),
                ('answers', models.PositiveIntegerField(default=0)),
                ('misses', models.PositiveSmallIntegerField(default=0)),
                ('days', models.PositiveIntegerField(default=0)),
                ('last_on', models.DateField(blank=True, null=True)),
                ('stability', models.FloatField(blank=True, null=True)),
                ('difficulty', models.FloatField(blank=True, null=True)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('overruled', models.FloatField(blank=True, null=True)),
                ('overruled_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('answers_since', models.PositiveIntegerField(default=0)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skill_masteries', to=settings.AUTH_USER_MODEL)),
                ('overruled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='masteries', to='kids.skill')),
            ],
            options={
                'verbose_name_plural': 'skill masteries',
                'constraints': [models.UniqueConstraint(fields=('child', 'skill'), name='skill_mastery_once'), models.CheckConstraint(condition=models.Q(('known__gte', 0), ('known__lte', 1)), name='skill_mastery_is_a_probability'), models.CheckConstraint(condition=models.Q(models.Q(('overruled__isnull', True), ('overruled_at__isnull', True), ('reason', '')), models.Q(('overruled__gte', 0), ('overruled__lte', 1), ('overruled_at__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='skill_mastery_overruled_says_why'), models.CheckConstraint(condition=models.Q(('answers_since__lte', models.F('answers'))), name='skill_mastery_answers_since')],
            },
        )])]
