"""Categories of expenses are rows of the centre. The eight of before are the first ones; their keys stay."""

from django.db import migrations, models

import apps.core.ids

FIRST = (
    ("rent", {"uz": "Ijara", "ru": "Аренда", "en": "Rent"}),
    ("utilities", {"uz": "Kommunal toʻlovlar", "ru": "Коммунальные услуги", "en": "Utilities"}),
    ("supplies", {"uz": "Sarf materiallari", "ru": "Расходные материалы", "en": "Supplies"}),
    ("equipment", {"uz": "Jihozlar", "ru": "Оборудование", "en": "Equipment"}),
    ("advertising", {"uz": "Reklama", "ru": "Реклама", "en": "Advertising"}),
    ("taxes", {"uz": "Soliqlar", "ru": "Налоги", "en": "Taxes"}),
    ("services", {"uz": "Xizmatlar", "ru": "Услуги", "en": "Services"}),
    ("other", {"uz": "Boshqa", "ru": "Прочее", "en": "Other"}),
)


def add_categories(apps, schema_editor):
    categories = apps.get_model("payments", "ExpenseCategory")
    for position, (key, name) in enumerate(FIRST, start=1):
        categories.objects.get_or_create(key=key, defaults={"name": name, "position": position * 10})


class Migration(migrations.Migration):
    dependencies = [("payments", "0011_closed_months")]

    operations = [
        migrations.CreateModel(
            name="ExpenseCategory",
            fields=[
                ("id", models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("key", models.SlugField(max_length=40, unique=True)),
                ("name", models.JSONField()),
                ("position", models.PositiveIntegerField(default=0)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={"verbose_name_plural": "expense categories"},
        ),
        migrations.AlterField("expense", "category", models.CharField(max_length=40)),
        migrations.RunPython(add_categories, migrations.RunPython.noop),
    ]
