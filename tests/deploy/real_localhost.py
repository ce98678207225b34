"""`cp .env.example .env`, `deploy/secrets.sh`, `docker compose up -d`: what is reached at http://localhost then.

nginx is started by the script of its container, the web process with the variables of its container.
"""

import http.client

import pytest

from tests import factories
from tests.deploy.deploy_files import read_example_env, read_started_services
from tests.deploy.nginx_front import start_nginx
from tests.pages.browser import PASSWORD, make_login
from tests.processes import find_free_port, start_processes

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "/api/v1/auth/login/"
OURS = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "SECRETS_FOLDER", "MEDIA_ROOT", "OUTBOX_ROOT", "STATIC_ROOT")
"""Variables that lead to the container's own servers and folders."""


@pytest.fixture(scope="module")
def front(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("localhost")
    given = {**read_example_env(), **read_started_services()["web"]["environment"]}
    with django_db_blocker.unblock(), start_processes(folder) as started:
        started.env = {name: value for name, value in given.items() if name not in OURS and name != "TALIM_CACHE"}
        started.env["MEDIA_ROOT"] = str(folder / "media")
        port = find_free_port()
        started.start_server("web", port=port)
        with start_nginx(web=[port, port], sockets=port, name="") as door:
            yield door


def test_localhost_serves_pages_and_sign_in_without_tls(front):
    page = front.ask_plainly("GET", "/app/", host="localhost")
    assert (page.status, "strict-transport-security" in page.headers) == (200, False)
    assert "ws://localhost" in page.headers["content-security-policy"]
    login = make_login(factories.make_user(factories.Role.STUDENT, "Jasur", "Oripov"))
    signed_in = front.ask_plainly("POST", LOGIN, host="localhost", body={"login": login, "password": PASSWORD})
    assert signed_in.status == 200, signed_in.body
    me = front.ask_plainly(
        "GET", "/api/v1/auth/users/me/", host="localhost", Authorization=f"Bearer {signed_in.json['access']}"
    )
    assert me.json["first_name"] == "Jasur"
    admin = front.ask_plainly("GET", "/admin/login/", host="localhost")
    assert admin.status == 200
    assert "secure" not in admin.headers["set-cookie"].lower()


def test_errors_show_no_settings_and_other_names_get_no_answer(front):
    missing = front.ask_plainly("GET", "/api/v1/no/such/", host="localhost")
    assert (missing.status, missing.json["code"]) == (404, "not_found")
    assert b"ROOT_URLCONF" not in front.ask_plainly("GET", "/nowhere", host="localhost").body
    with pytest.raises((ConnectionResetError, http.client.RemoteDisconnected)):
        front.ask_plainly("GET", "/app/", host="talim.example.uz")
    assert front.ask_plainly("GET", "/nginx-lives", host="127.0.0.1").status == 204
