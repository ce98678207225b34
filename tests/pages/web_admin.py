"""Django's admin in a real Chromium: its pages break no rule of their own Content-Security-Policy, and Alpine.js runs.

`./talim test-web tests/pages/web_admin.py`
"""

from urllib.request import urlopen

import pytest
from django.conf import settings

from apps.core.permissions import Role
from project.admin_policy import HEADER
from tests import factories
from tests.pages.devtools import open_tab

FORMS = ("/admin/settings/systemsettings/1/change/", "/admin/settings/branch/add/", "/admin/password_change/")
LISTS = ("/admin/", "/admin/accounts/user/", "/admin/jobs/job/", "/admin/payments/payment/")
WATCH = """
window.broken = [];
addEventListener("securitypolicyviolation", (event) => broken.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
FORGE = """
const script = document.createElement("script");
script.textContent = "window.forged = 1";
document.body.append(script);
"""


@pytest.mark.slow
@pytest.mark.usefixtures("transactional_db")
def test_admin_pages_keep_their_policy(processes, tmp_path):
    admin = factories.make_user(Role.ADMIN, "Aziza")
    session = factories.browser_of(admin).cookies[settings.SESSION_COOKIE_NAME].value
    own = f"/admin/accounts/user/{admin.pk}/change/"
    base = processes.serve_url("web", env={"DEBUG": "true"})
    with urlopen(f"{base}/admin/login/", timeout=60) as page:
        assert "default-src 'none'" in page.headers[HEADER]
    with open_tab(tmp_path) as tab:
        tab.call("Page.enable")
        tab.call("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
        for path in ("/admin/login/?next=/admin/", *LISTS, *FORMS, own):
            tab.open(base + path)
            assert tab.value("location.pathname") == path.partition("?")[0]
            assert tab.value("typeof window.Alpine") == "object", path
            assert tab.value("broken") == [], path
            if "login" in path:
                assert tab.value("!!document.querySelector('#login-form')")
                tab.call("Network.setCookie", name=settings.SESSION_COOKIE_NAME, value=session, url=base)
        tab.open(f"{base}/admin/")
        tab.value(FORGE)
        assert tab.value("window.forged") is None, "an inline script ran"
        assert [each.split(" ")[0] for each in tab.value("broken")] == ["script-src-elem"]
