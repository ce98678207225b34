"""What nginx is told fits the platform: who may send how much, what may be logged, what nobody may claim."""

import json
import re

from django.conf import settings
from django.urls import URLPattern, get_resolver

from api.app import api
from api.body_limits import UPLOADS_PATH
from api.path_rules import API_PATH
from project.env import Environment
from project.server import LINGER_SECONDS
from project.uvicorn_options import KEEP_ALIVE_SECONDS
from tests.services import ROOT

NGINX = ROOT / "deploy" / "nginx"
SITE = (NGINX / "talim.conf.template").read_text(encoding="utf-8")
DIRECTIVES = "\n".join(line for line in SITE.splitlines() if not line.strip().startswith("#"))
ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e90"


def wide():
    """Where a file may come in."""
    match = re.search(r"location ~ (\^/api/v1/\(uploads\S+) \{\s+client_max_body_size 25664k;", DIRECTIVES)
    assert match
    return re.compile(match[1])


def test_nginx_accepts_uploads_exactly_where_the_schema_does():
    schema = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
    takes = {}
    for path, operations in schema["paths"].items():
        kinds = [
            kind for operation in operations.values() if isinstance(operation, dict)
            for kind in operation.get("requestBody", {}).get("content", {})
        ]  # fmt: skip
        takes[re.sub(r"\{\w+\}", ID, path)] = any(kind.startswith("multipart/") for kind in kinds)
    assert sum(takes.values()) > 5
    differ = {path for path, files in takes.items() if bool(wide().search(path)) != files}
    assert differ == set()
    assert wide().search(f"{UPLOADS_PATH}3q2-7wAAx/")


def test_nginx_takes_long_bodies_exactly_where_an_operation_does():
    places = re.findall(r"location ~ (\^\S+) \{\s+client_max_body_size (\d+)m;", DIRECTIVES)
    declared = {
        (
            re.sub(r"\{[^}]*\}", ID, re.sub(r"/+", "/", f"{API_PATH}/{router.prefix}/{path}")),
            operation.view_func.max_body,
        )
        for router in api._get_bound_routers()
        for path, view in router.path_operations.items()
        for operation in view.operations
        if getattr(operation.view_func, "max_body", None)
    }
    assert declared
    for path, most in declared:
        assert [int(size) * 1024 * 1024 for place, size in places if re.search(place, path)] == [most], path
    assert len(places) == len(declared)


def test_nginx_size_limits_match_the_platform():
    assert Environment.model_fields["max_upload_mb"].default * 1024 + 64 == 25664
    assert settings.MAX_BODY_BYTES == 25664 * 1024
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE == 1024 * 1024
    assert "client_max_body_size 1m;" in DIRECTIVES


def test_secret_links_are_not_logged_by_nginx():
    hidden = [re.compile(rule.replace("?<", "?P<")) for rule in re.findall(r'^    "~(\^\S+)"', SITE, re.MULTILINE)]

    def all_paths(resolver, before=""):
        paths = []
        for pattern in resolver.url_patterns:
            path = before + str(pattern.pattern)
            paths += [path] if isinstance(pattern, URLPattern) else all_paths(pattern, path)
        return paths

    opening = {path for path in all_paths(get_resolver()) if re.search(r"<(str:)?(token|link|secret|code)>", path)}
    assert len(opening) > 4
    assert [path for path in opening if not any(rule.match(f"/{path}") for rule in hidden)] == []
    assert "$request " not in SITE
    assert "$request_uri" not in SITE.partition("server {")[0]


def test_forwarded_headers_of_clients_are_not_passed_on():
    assert "proxy_add_x_forwarded_for" not in DIRECTIVES
    claims = ("X-Forwarded-For $remote_addr", "X-Forwarded-Proto $scheme", 'X-Forwarded-Host ""', 'Forwarded ""')
    for claim in claims:
        assert DIRECTIVES.count(f"proxy_set_header {claim};") == 3  # for all, for sockets, for packages


def test_the_host_of_packages_passes_their_files_and_no_cookie():
    server = DIRECTIVES.partition("server_name packages.${SERVER_NAME};")[2]
    assert re.findall(r"location (.+) \{", server) == ["^~ /p/", "/"]
    assert 'proxy_set_header Cookie "";' in server
    assert "proxy_hide_header Set-Cookie;" in server
    assert "location / { return 404; }" in server


def test_nginx_template_has_one_variable_and_reaches_every_process():
    assert set(re.findall(r"\$\{([A-Z_]+)\}", SITE)) == {"SERVER_NAME"}
    for file in ("upstreams-systemd.conf", "upstreams-compose.conf"):
        text = (NGINX / file).read_text()
        upstreams = set(re.findall(r"^upstream (\w+)", text, re.MULTILINE))
        assert upstreams == set(re.findall(r"proxy_pass http://(\w+);", SITE))
        idle = int(re.search(r"keepalive_timeout (\d+)ms", text)[1]) / 1000  # type: ignore[index]
        assert idle * 2 <= min(LINGER_SECONDS, KEEP_ALIVE_SECONDS)
