import apps.core.ids
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('analytics', '0006_report_cards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OwnFigure',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name', models.CharField(max_length=100)),
                ('measures', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('by', models.CharField(blank=True, max_length=6)),
                ('step', models.CharField(choices=[('day', 'day'), ('week', 'week'), ('month', 'month')], max_length=5)),
                ('branch', models.UUIDField(blank=True, null=True)),
                ('group', models.UUIDField(blank=True, null=True)),
                ('course', models.UUIDField(blank=True, null=True)),
                ('period', models.CharField(choices=[('last_30_days', 'last 30 days'), ('last_12_weeks', 'last 12 weeks'), ('last_12_months', 'last 12 months'), ('this_month', 'this month'), ('this_year', 'this year'), ('fixed', 'fixed days')], max_length=14)),
                ('first_day', models.DateField(blank=True, null=True)),
                ('last_day', models.DateField(blank=True, null=True)),
                ('chart', models.CharField(choices=[('auto', 'as fits'), ('bar', 'bars'), ('line', 'lines'), ('table', 'table')], default='auto', max_length=5)),
                ('shared_with', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, size=None)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='own_figures', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('owner', 'name'), name='own_figure_name_once'), models.CheckConstraint(condition=models.Q(('measures__len__range', (1, 6))), name='own_figure_has_measures'), models.CheckConstraint(condition=models.Q(models.Q(('first_day__isnull', False), ('last_day__gte', models.F('first_day')), ('period', 'fixed')), models.Q(models.Q(('period', 'fixed'), _negated=True), ('first_day__isnull', True), ('last_day__isnull', True)), _connector='OR'), name='own_figure_days_only_if_fixed')],
            },
        ),
    ]
