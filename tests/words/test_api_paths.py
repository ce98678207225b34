"""docs/api-paths.md leads people who come from other back ends to what is there."""

import json
import re
from functools import cache

from django.apps import apps
from django.core.management import get_commands

from apps.jobs.kinds import get_job_kinds_by_name
from tests.services import ROOT
from tests.words.tables import read_rows
from tests.words.test_glossary import is_importable

PAGE = "api-paths.md"
OPERATION = re.compile(r"(GET|POST|PUT|PATCH|DELETE) (/\S+)")
NAMED_ELSEWHERE = (
    "/auth/token/", "/auth/token/refresh/", "/accounts/register/", "/accounts/login/", "/accounts/verify-email/",
    "/accounts/password-reset/", "/users/profile/", "/core/analytics/", "/core/discussions/", "/core/dashboard/",
    "/core/replies/", "/core/universities/", "/admin/analytics/", "/admin/audit-logs/", "/tutors/", "/api/docs/",
    "/api/health/", "generateschema", "graph_models", "docs/schema/", "docs/api-reference.md", "QUICK_START",
    "BACKEND_INTEGRATION", "DEPLOYMENT_GUIDE", "University", "CoursePart", "LessonGenerator", "coin_engine",
)  # fmt: skip
"""What people who come from other back ends ask for."""


TARGETS = list(read_rows(PAGE, "## Paths", "## Words"))
"""What is looked for, and what the page says of it."""


@cache
def read_paths():
    return json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))["paths"]


def is_there(target):
    """Whether an operation, an address, a command, a file, a model, a module or a job of this name exists."""
    paths = read_paths()
    if operation := OPERATION.fullmatch(target):
        return operation[1].lower() in paths.get(f"/api/v1{operation[2]}", {})
    if target.startswith("/"):
        return target in ("/admin/", "/api/v1/docs/", "/api/v1/docs/redoc/", "/ws/v1/")
    if target.startswith("manage.py "):
        return target.removeprefix("manage.py ") in get_commands()
    if target.startswith("./talim "):
        return f'"{target.removeprefix("./talim ")}":' in (ROOT / "project/launcher/commands.py").read_text()
    if target in get_job_kinds_by_name() or (ROOT / target).exists():
        return True
    if target in {model._meta.label for model in apps.get_models()}:
        return True
    name = target.removeprefix("python -m ")
    return bool(re.fullmatch(r"(apps|api|project|realtime|ml)(\.\w+)+", name)) and is_importable(name)


def test_each_mapping_leads_somewhere():
    for elsewhere, here in TARGETS:
        named = re.findall(r"`([^`]+)`", here)
        pages = re.findall(r"\]\(([^)#]+)\)", here)
        assert [target for target in named if not is_there(target)] == [], elsewhere
        assert [page for page in pages if not (ROOT / "docs" / page).exists()] == [], elsewhere
        assert named or pages, elsewhere


def test_everything_that_people_ask_for_is_mapped():
    asked = " ".join(elsewhere for elsewhere, _here in TARGETS)
    assert [name for name in NAMED_ELSEWHERE if name not in asked] == []


def test_a_target_that_is_gone_is_found():
    gone = ("GET /core/", "manage.py graph_models", "accounts.University", "apps.core.utils", "docs/schema/")
    assert [target for target in (*gone, "./talim go") if is_there(target)] == []
