"""The first page of Django's admin says whom it is for, and looks as the built-in pages do."""

import pytest

from apps.core.permissions import Role
from apps.pages.assets import get_asset_url, load_assets
from project.admin_colours import COLOURS
from tests import factories

pytestmark = pytest.mark.django_db


def test_first_page_is_for_engineers_and_leads_to_the_pages():
    browser = factories.browser_of(factories.make_user(Role.ADMIN, "Aziza"), **{"Accept-Language": "en"})
    answer = browser.get("/admin/")
    assert answer.status_code == 200, answer.headers
    page = answer.content.decode()
    assert "for engineers" in page
    assert 'href="/app/"' in page


def test_admin_has_the_colours_and_the_font_of_the_pages(client):
    page = client.get("/admin/login/").content.decode()
    assert COLOURS["primary"]["600"] == "#0b6e6e"
    assert "--color-primary-600: rgb(11, 110, 110);" in page
    assert f'href="{get_asset_url(load_assets().admin)}"' in page
    style = client.get(get_asset_url(load_assets().admin))
    assert b"Onest" in b"".join(style)
