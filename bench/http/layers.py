"""The layers that are compared: their servers, requests and figures.

All answer the same bytes: bare ASGI; a Django view without middleware; a Ninja list of rows in memory; Django REST
Framework; the product.
"""

import os
import secrets
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from django.db import connection

from apps.accounts.models import User
from apps.accounts.services import open_session
from bench.http.applications import PARTS
from bench.http.processes import PRODUCT, BenchServer
from bench.office import create_managers
from bench.report import ROOT, Figure
from bench.school.api_client import sign_in_as
from project.demo.demo_group import get_demo_email
from tests.processes import get_test_database_url

PLAIN = {"DJANGO_SETTINGS_MODULE": "bench.http.settings_plain"}
REST = {"DJANGO_SETTINGS_MODULE": "bench.http.settings_rest"}
APPLICATIONS: dict[str, tuple[str, str, Mapping[str, str]]] = {
    "bare": ("bare ASGI, the same bytes", "bare", {}),
    "django": ("Django without middleware", "served", PLAIN),
    "ninja": ("Ninja without ORM: 20 typed rows", "served", PLAIN),
    "ours": ("the product's list of 20", PRODUCT, {}),
    "stock": ("… behind Django's own ASGI handler", "stock", {}),
    "orm": ("… with SQL that the ORM builds for each request", "orm", {}),
    "getter": ("… with Ninja's getter", "getter", {}),
    "pool": ("… with Django's pool", "pool", {}),
    "json": ("… with the standard library's JSON", "json", {}),
    "rest": ("the same list in Django REST Framework", "served", REST),
    "rest stock": ("… behind Django's own ASGI handler", "stock", REST),
}
TABLE = {name: what for name, (what, _application, _env) in APPLICATIONS.items()}

LayerRequest = tuple[str, dict[str, str]]


def build_office_requests(path: str) -> list[LayerRequest]:
    """Return a request of each manager with a new access token; tokens expire after minutes."""
    sessions = [open_session(user=user, device="bench", address=None) for user in create_managers()]
    return [(path, {"Authorization": f"Bearer {session.access}"}) for session in sessions]


def prepare_layers(path: str) -> dict[str, list[LayerRequest]]:
    """Save the answer, create tokens and the tables of Django REST Framework. Return the requests of each layer."""
    ours = build_office_requests(path)
    env = {**os.environ, **REST, "DATABASE_URL": get_test_database_url()}
    migrate = [sys.executable, "manage.py", "migrate", "authtoken", "--no-input", "-v0"]
    with BenchServer() as server:
        Path(os.environ["BENCH_ANSWER"]).write_bytes(server.read(*ours[0]))
    subprocess.run(migrate, cwd=ROOT, env=env, check=True)
    user, key = User.objects.get(email=get_demo_email("office")), secrets.token_hex(20)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO authtoken_token (key, created, user_id) VALUES (%s, now(), %s)", [key, user.pk])
    rest: list[LayerRequest] = [("/groups/", {"Authorization": f"Token {key}"})]
    plain: list[LayerRequest] = [("/plain/", {})]
    return {
        "bare": plain, "django": plain, "ninja": [("/ninja/groups/?page_size=20", {})],
        "ours": ours, "stock": ours, **dict.fromkeys(PARTS, ours), "rest": rest, "rest stock": rest,
    }  # fmt: skip


def build_servers() -> dict[str, BenchServer]:
    """Return a server of each layer, not started yet."""
    return {name: BenchServer(application, env=env) for name, (_what, application, env) in APPLICATIONS.items()}


def build_figures(rates: Mapping[str, tuple[float, float, float]], *, least: float) -> list[Figure]:
    """Return the figures of all layers: answers per second. `least` is the target of the product; 0: none."""
    figures = []
    for name, (rate, lowest, highest) in rates.items():
        promised = name == "ours" and bool(least)
        target = f"≥ {least:g}" if promised else ""
        spread = f"{lowest:.0f}-{highest:.0f}; {1000 / rate:.2f} ms each"
        figures.append(
            Figure(f"{TABLE[name]}, a second", rate, "", target, rate >= least if promised else None, spread)
        )
    ahead = rates["ours"][0] / max(rates["rest"][0], rates["rest stock"][0])
    figures.append(Figure("the product's list to the better of theirs", ahead, "times", "> 1", ahead > 1))
    return figures


def compare_query_counts(path: str) -> list[Figure]:
    """Compare the query counts of a list of 2 and of 20 rows."""
    office = sign_in_as("office")
    begin = path.removeprefix("/api/v1").split("?", 1)[0]
    few, _ = office.queries(begin, page_size=2)
    many, answer = office.queries(begin, page_size=20)
    rows = len(answer["results"])
    return [Figure(f"queries of a list of {rows}", many, "", f"{few}, as of a list of 2", few == many)]
