"""The shell of the built-in pages: one document for every address, with nothing in it but our own files.

None of these tests may use the database: the shell does not.
"""

import gzip
import re
from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from apps.pages.assets import FOLDER, get_asset_url, load_assets
from apps.pages.opened import OPENED, PLAYING, SHOWING
from project.launcher.client_builds import are_pages_built
from tests.process_forker import ROOT

LARGEST_FIRST_VIEW = 150_000
LARGEST_FONTS = 60_000
ADDRESSES = ["/app/", "/app/homework/01a1fdd5/", "/app/no/such/page"]


@pytest.mark.parametrize("where", ADDRESSES)
def test_every_page_address_answers_the_shell(where):
    answer = Client().get(where)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert (answer["Cache-Control"], len(answer.cookies)) == ("no-cache", 0)
    assert '<div id="app">' in answer.content.decode()
    assert Client().post(where).status_code == 405


@pytest.mark.parametrize("language", ["uz", "ru", "en"])
def test_the_shell_is_in_the_readers_language(language):
    answer = Client().get("/app/", headers={"Accept-Language": language})
    assert f'<html lang="{language}">' in answer.content.decode()
    assert "Accept-Language" in answer["Vary"]


def test_the_address_without_its_slash_leads_to_the_pages():
    answer = Client().get("/app")
    assert (answer.status_code, answer["Location"]) == (301, "/app/")
    assert Client().get("/application").status_code == 404


def test_the_bare_address_leads_to_the_pages(db):
    answer = Client().get("/")
    assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (302, "/app/", "no-store")
    assert Client().post("/").status_code == 405


def test_the_icon_that_browsers_ask_for_is_small_and_cached():
    answer = Client().get("/favicon.ico")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/x-icon", "public, max-age=604800")
    with Image.open(BytesIO(answer.content)) as icon:
        assert icon.info["sizes"] == {(16, 16), (32, 32)}
    assert len(answer.content) < 2_000


def test_content_security_policy_allows_only_our_files():
    answer = Client().get("/app/", headers={"Host": "testserver"})
    policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["connect-src"] == "'self' ws://testserver"
    assert "unsafe" not in answer["Content-Security-Policy"]
    text = answer.content.decode()
    for forbidden in ("<style", " style=", r"<script(?![^>]* src=)", r"\son\w+=", r'(?:src|href)="(?!/)'):
        assert re.findall(forbidden, text) == []


def test_single_pages_open_what_the_docs_say_and_nothing_else():
    text = (ROOT / "docs/pages.md").read_text("utf-8")
    rows = re.findall(r"^\| `/app/([\w/-]+)` \| `([\w-]+) ([^`]+)` \|", text, re.M)
    assert {(page, directive): added for page, directive, added in rows} == {
        (page, directive): added for page, opened in OPENED.items() for directive, added in opened.items()
    }
    everywhere = Client().get("/app/groups")["Content-Security-Policy"]
    for page, directive, added in rows:
        assert not re.search(rf"{directive} [^;]*{re.escape(added)}", everywhere)
        for address in (page, f"{page}/", f"{page}/week"):
            assert f"{directive} {added}" in Client().get(f"/app/{address}")["Content-Security-Policy"]
        assert Client().get(f"/app/{page}s")["Content-Security-Policy"] == everywhere


def read_policy(page):
    answer = Client().get(f"/app/{page}")["Content-Security-Policy"]
    return dict(part.split(" ", 1) for part in answer.split("; "))


def test_pages_that_show_files_name_store_and_player_only_where_there_are_some(settings):
    before = {page: read_policy(page) for page in ("", "groups", *SHOWING)}
    options = {"bucket_name": "films", "endpoint_url": "https://s3.example.uz", "region_name": "us-east-1"}
    options |= {"access_key": "key", "secret_key": "secret"}
    store = {"BACKEND": "apps.core.s3.S3Store", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "default": store}
    settings.ENV = settings.ENV.model_copy(update={"vdocipher_api_secret": "a-key-of-the-centre"})
    for page, policy in before.items():
        now = read_policy(page)
        changed = {name for name in now if now[name] != policy.get(name)}
        shown = {"connect-src", "img-src", "media-src"} if page in SHOWING else set()
        assert changed == (shown | {"frame-src"} if page in PLAYING else shown)
        for name in changed:
            added = set(now[name].split()) - set(policy.get(name, "").split())
            assert added == {"https://player.vdocipher.com" if name == "frame-src" else "https://s3.example.uz"}
    listed = re.search(r'<meta name="opened" content="([^"]*)"', Client().get("/app/").content.decode())
    assert set(SHOWING) < set(listed[1].split())


def test_fonts_are_small():
    fonts = [path.stat().st_size for path in FOLDER.glob("file-*.woff2")]
    assert 0 < sum(fonts) <= LARGEST_FONTS


def test_https_pages_allow_only_secure_sockets():
    assert "wss://testserver" in Client().get("/app/", secure=True)["Content-Security-Policy"]


def test_the_service_worker_lies_in_the_folder_of_the_pages():
    answer = Client().get("/app/sw.js")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-cache")
    assert answer["Content-Type"].startswith("text/javascript")
    kept = re.search(rb'\[("[^\]]+)\]', answer.content)
    names = kept.group(1).decode().replace('"', "").split(",")
    assert load_assets().main in names
    assert all((FOLDER / name).is_file() for name in names)


def test_the_pages_can_be_installed():
    answer = Client().get("/app/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    problem = answer.json()
    assert (problem["scope"], problem["start_url"], problem["display"]) == ("/app/", "/app/", "standalone")
    assert {icon["sizes"] for icon in problem["icons"]} == {"192x192", "512x512"}
    for icon in problem["icons"]:
        assert Client().get(icon["src"]).status_code == 200


def test_built_files_are_cached_as_immutable():
    for name in (load_assets().main, load_assets().style, *load_assets().first):
        answer = Client().get(get_asset_url(name))
        assert answer.status_code == 200
        assert "immutable" in answer["Cache-Control"]
    assert "immutable" not in Client().get(get_asset_url("assets.json"))["Cache-Control"]


def test_the_built_pages_are_those_of_the_sources():
    assert are_pages_built(ROOT), "./talim assets"


def test_first_view_is_small():
    first = [*load_assets().first, load_assets().main, load_assets().style]
    weight = sum(len(gzip.compress((FOLDER / name).read_bytes())) for name in first)
    assert 5_000 < weight < LARGEST_FIRST_VIEW


def test_every_built_file_is_loaded():
    loading = [path for path in FOLDER.iterdir() if path.suffix in {".js", ".json", ".css"} and path.name != "sw.js"]
    all_text = "".join(path.read_text("utf-8") for path in loading)
    unused = [path.name for path in FOLDER.iterdir() if path.name not in all_text]
    assert unused == ["assets.json"]


@pytest.mark.parametrize("page", ["password-reset", "verify-email", "invitation"])
def test_links_in_emails_lead_to_their_pages(page):
    answer = Client().get(f"/{page}")
    assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (302, f"/app/{page}", "no-store")
    assert Client().get(answer["Location"]).status_code == 200
    assert Client().post(f"/{page}").status_code == 405


def test_check_in_code_is_in_the_url_fragment():
    lesson = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e75"
    assert Client().get(f"/check-in/{lesson}/7KQ2MXA")["Location"] == f"/app/check-in/{lesson}#code=7KQ2MXA"
    assert Client().get(f"/check-in/{lesson}/a%23b%26c")["Location"] == f"/app/check-in/{lesson}#code=a%23b%26c"
    assert Client().get("/check-in/elsewhere/7KQ2MXA").status_code == 404
