import apps.core.ids
import apps.core.migration_operations
import apps.kids.models.classes
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('learning', '0007_causes_of_freezes_and_ends'),
        ('quizzes', '0006_days_of_facts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [apps.core.migration_operations.ApplyTogether(operations=[migrations.CreateModel(
            name='LessonClass',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('content_class', models.CharField(choices=[('KG1', 'Kg1'), ('KG2', 'Kg2'), ('KG3', 'Kg3'), ('MIXED', 'Mixed')], max_length=5)),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), blank=True, default=list, size=None)),
                ('devices', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), blank=True, default=list, size=None)),
                ('lesson', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='content_class', to='learning.courselesson')),
            ],
            options={
                'verbose_name_plural': 'lesson classes',
                'constraints': [models.CheckConstraint(condition=models.Q(('languages__contained_by', ['uz', 'ru', 'en'])), name='lesson_class_languages'), models.CheckConstraint(condition=models.Q(('devices__contained_by', ['touch', 'keyboard', 'switch'])), name='lesson_class_devices')],
            },
        ), migrations.CreateModel(
            name='Skill',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('code', models.SlugField(max_length=60, unique=True)),
                ('kind', models.CharField(choices=[('area', 'Area'), ('skill', 'Skill'), ('step', 'Step')], max_length=5)),
                ('name', models.JSONField()),
                ('icon', models.CharField(blank=True, max_length=40)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='kids.skill')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'area'), ('parent__isnull', True)), models.Q(models.Q(('kind', 'area'), _negated=True), ('parent__isnull', False)), _connector='OR'), name='skill_stands_in_an_area')],
            },
        ), migrations.CreateModel(
            name='QuestionSkill',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('weight', models.DecimalField(decimal_places=2, default=1, max_digits=3)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked_skills', to='quizzes.question')),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='kids.skill')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('question', 'skill'), name='question_skill_once'), models.CheckConstraint(condition=models.Q(('weight__gt', 0), ('weight__lte', 1)), name='question_skill_weight')],
            },
        ), migrations.CreateModel(
            name='LessonSkill',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('weight', models.DecimalField(decimal_places=2, default=1, max_digits=3)),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trained_skills', to='learning.courselesson')),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lessons', to='kids.skill')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('lesson', 'skill'), name='lesson_skill_once'), models.CheckConstraint(condition=models.Q(('weight__gt', 0), ('weight__lte', 1)), name='lesson_skill_weight')],
            },
        ), migrations.CreateModel(
            name='SkillPrerequisite',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('needs', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leads_to', to='kids.skill')),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prerequisites', to='kids.skill')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('skill', 'needs'), name='skill_prerequisite_once'), models.CheckConstraint(condition=models.Q(('skill', models.F('needs')), _negated=True), name='skill_prerequisite_is_another')],
            },
        ), migrations.CreateModel(
            name='ClassException',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('kg_class', models.CharField(choices=[('KG1', 'Kg1'), ('KG2', 'Kg2'), ('KG3', 'Kg3')], max_length=3)),
                ('reason', models.CharField(max_length=500)),
                ('starts_on', models.DateField()),
                ('until', models.DateField()),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='class_exceptions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gte', models.F('starts_on'))), name='class_exception_ends_after_it_starts'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('child', '='), (apps.kids.models.classes.Days('starts_on', 'until', django.contrib.postgres.fields.ranges.RangeBoundary(True, True)), '&&')], name='class_exception_one_at_a_time')],
            },
        )])]
