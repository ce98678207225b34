"""Numbers of one meaning are the same wherever pages read them: measures, dashboards, and the figures of the centre."""

import pytest

from apps.accounts.models import User
from tests.factories import client_for

pytestmark = pytest.mark.django_db
SAME = {"active": "active", "trial": "trial", "attendance": "attendance", "homework": "homework"}
"""A measure, and the dataset of the centre's figures that means the same."""


def test_pages_show_the_same_numbers(chance, admin):
    """Each week of the charts, from three addresses."""
    client, query = client_for(admin), "from=2026-09-01"
    (chart,) = client.get(f"/settings/centre-figures/?by=week&{query}").json["charts"]
    figures = {dataset["key"]: dataset["data"] for dataset in chart["datasets"]}
    platform = client.get(f"/analytics/platform/?step=week&{query}").json
    dashboard = client.get(f"/dashboard/?step=week&{query}").json
    assert platform["series"] == dashboard["series"]
    assert platform["series"][0]["labels"] == chart["labels"]
    shown = {series["measure"]["name"]: series["datasets"][0]["data"] for series in platform["series"][:12]}
    for name, key in SAME.items():
        (dataset,) = client.get(f"/analytics/series/?measure={name}&step=week&{query}").json["datasets"]
        assert dataset["data"] == shown[name] == figures[key], name
        assert any(dataset["data"]), name


def test_sentences_write_numbers_as_tables_do(chance, admin):
    """With the decimal comma of the reader's language."""
    User.objects.filter(pk=admin.pk).update(locale="ru")
    client = client_for(User.objects.get(pk=admin.pk))
    texts = client.get("/analytics/series/?measure=attendance&step=month&from=2026-07-01&to=2026-11-21").json
    values = [f"{value:g}".replace(".", ",") for value in texts["datasets"][0]["data"][-2:]]
    assert any("," in value for value in values)
    assert all(f"{value} %" in texts["sentence"] for value in values), texts["sentence"]
