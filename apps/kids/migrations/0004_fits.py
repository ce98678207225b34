import apps.core.ids
import apps.core.migration_operations
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kids', '0003_shown_lessons'),
        ('registry', '0001_initial'),
    ]

    operations = [apps.core.migration_operations.ApplyTogether(operations=[migrations.CreateModel(
            name='SkillFit',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('initial', models.FloatField()),
                ('learn', models.FloatField()),
                ('slip', models.FloatField()),
                ('guess', models.FloatField()),
                ('model', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.mlmodel')),
                ('skill', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='fit', to='kids.skill')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('initial__gte', 0), ('initial__lte', 1), ('learn__gte', 0), ('learn__lte', 1)), name='skill_fit_probabilities'), models.CheckConstraint(condition=models.Q(('guess__gte', 0), ('guess__lte', 0.5), ('slip__gte', 0), ('slip__lte', 0.3)), name='skill_fit_bounds')],
            },
        ), migrations.CreateModel(
            name='ItemDifficulty',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('item', models.UUIDField()),
                ('answers', models.PositiveIntegerField()),
                ('share', models.FloatField()),
                ('difficulty', models.FloatField()),
                ('is_rasch', models.BooleanField()),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='difficulties', to='kids.skill')),
            ],
            options={
                'verbose_name_plural': 'item difficulties',
                'constraints': [models.UniqueConstraint(fields=('skill', 'item'), name='item_difficulty_once')],
            },
        )])]
