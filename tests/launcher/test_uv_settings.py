"""uv installs from where pip would: each setting of pip in uv's words, and what the real uv does with them."""

import subprocess
import sys
from functools import partial
from urllib.parse import urlsplit

import pytest

from project.launcher.uv_settings import (
    CERTIFICATE_VARIABLES,
    PROXY_VARIABLES,
    UvUnavailable,
    parse_pip_config,
    translate_pip_settings,
)
from tests.launcher.local_packages import UV, QuietFiles, build_index, build_wheel, needs_uv, pin
from tests.servers.local_server import LocalServer, run_server
from tests.servers.tls_server import CertificateAuthority, start_tls_relay

ALWAYS = ["--no-config", "--index-strategy", "unsafe-best-match"]


def translate(settings, environ=()):
    """Return uv's options without those that are always there, and its environment."""
    uv = translate_pip_settings({f"global.{name}": value for name, value in settings.items()}, dict(environ))
    assert uv.options[:3] == ALWAYS
    return [option for option in uv.options[3:] if option != "--system-certs"], uv.environ


@pytest.mark.parametrize(
    ("name", "value", "options"),
    [
        ("no-index", "yes", ["--no-index"]),
        ("no-index", "false", []),
        ("find-links", "/nowhere file:///nowhere https://a/links", ["--find-links", "https://a/links"]),
        ("constraint", "/c.txt https://a/d.txt", ["--constraints", "/c.txt", "--constraints", "https://a/d.txt"]),
        ("build-constraint", "/c.txt", ["--build-constraints", "/c.txt"]),
        ("cert", "/ca.pem", ["--cert", "/ca.pem"]),
        ("trusted-host", "a b:8443", ["--allow-insecure-host", "a", "--allow-insecure-host", "b:8443"]),
        ("only-binary", "a,b", ["--only-binary", "a", "--only-binary", "b"]),
        ("no-binary", ":all:", ["--no-binary", ":all:"]),
        ("pre", "1", ["--prerelease", "allow"]),
        ("no-build-isolation", "true", ["--no-build-isolation"]),
        ("break-system-packages", "true", ["--break-system-packages"]),
        ("config-settings", "a=1 b=2", ["--config-setting", "a=1", "--config-setting", "b=2"]),
        ("uploaded-prior-to", "P7D", ["--exclude-newer", "P7D"]),
        ("no-cache-dir", "0", ["--no-cache"]),
        ("keyring-provider", "subprocess", ["--keyring-provider", "subprocess"]),
        ("keyring-provider", "auto", []),
        ("user", "0", []),
        ("root-user-action", "ignore", []),
    ],
)
def test_setting_becomes_options(name, value, options):
    assert translate({name: value}) == (options, {})


@pytest.mark.parametrize(
    ("name", "value", "environ"),
    [
        ("index-url", "https://me:pw@one/simple", {"UV_DEFAULT_INDEX": "https://me:pw@one/simple"}),
        ("pypi-url", "https://one/simple", {"UV_DEFAULT_INDEX": "https://one/simple"}),
        ("extra-index-url", "https://me:pw@a/s\nfile:///b", {"UV_INDEX": "https://me:pw@a/s file:///b"}),
        ("timeout", "7.5", {"UV_HTTP_TIMEOUT": "8"}),
        ("default-timeout", "180", {"UV_HTTP_TIMEOUT": "180"}),
        ("retries", "2", {"UV_HTTP_RETRIES": "2"}),
        ("client-cert", "/me.pem", {"SSL_CLIENT_CERT": "/me.pem"}),
        ("proxy", "me:pw@gate:3128", dict.fromkeys(PROXY_VARIABLES, "http://me:pw@gate:3128")),
        ("cache-dir", "/large/pip", {"UV_CACHE_DIR": "/large/pip/uv"}),
    ],
)
def test_setting_becomes_a_variable(name, value, environ):
    assert translate({name: value}) == ([], environ)


@pytest.mark.parametrize(
    ("name", "value"),
    [("platform", "any"), ("keyring-provider", "import"), ("timeout", "long"), ("only-final", ":all:"), ("new", "x")],
)
def test_setting_without_equal_is_named(name, value):
    with pytest.raises(UvUnavailable, match=f"setting {name}$"):
        translate({name: value})


def test_links_with_a_password_are_left_to_pip():
    with pytest.raises(UvUnavailable, match="password in pip's setting find-links"):
        translate({"find-links": "https://me:pw@links/"})


def test_existing_links_are_kept(tmp_path):
    links = [str(tmp_path), tmp_path.as_uri()]
    assert translate({"find-links": " ".join(links)})[0] == ["--find-links", links[0], "--find-links", links[1]]


def test_variables_win_over_files_and_forms_add_up():
    settings = {
        ":env:.find-links": "https://env/",
        "global.find-links": "https://global/",
        "install.timeout": "5",
        "global.timeout": "9",
        "global.no-binary": "a",
        "install.no-binary": "b",
        "download.index-url": "https://other/",
        "global.index-url": " ",
    }
    uv = translate_pip_settings(settings, {})
    words = " ".join(uv.options)
    assert "--find-links https://env/" in words
    assert "https://global/" not in words
    assert "--no-binary a --no-binary b" in words
    assert uv.environ == {"UV_HTTP_TIMEOUT": "5"}


def test_uv_own_variables_count_only_for_its_cache():
    environ = {"UV_INDEX": "https://x/", "UV_NO_VERIFY_HASHES": "1", "UV_CACHE_DIR": "/c", "HOME": "/h"}
    assert translate({"cache-dir": "/pip"}, environ)[1] == {"UV_CACHE_DIR": "/c", "HOME": "/h"}


@pytest.mark.parametrize("name", CERTIFICATE_VARIABLES)
def test_certificates_of_the_environment_count_without_proxy(name):
    assert translate({}, {name: "/ca.pem"})[0] == ["--cert", "/ca.pem"]
    assert translate({"cert": "/own.pem"}, {name: "/ca.pem"})[0] == ["--cert", "/own.pem"]
    assert translate({"proxy": "gate:1"}, {name: "/ca.pem"})[0] == []


def test_proxy_replaces_those_of_the_environment():
    environ = {"https_proxy": "http://old:1", "NO_PROXY": "*", "no_proxy": "*"}
    assert translate({"proxy": "http://new:2"}, environ)[1] == dict.fromkeys(PROXY_VARIABLES, "http://new:2")
    assert translate({"no-proxy-env": "1"}, environ)[1] == {}
    assert translate({"no-proxy-env": "0"}, environ)[1] == environ


def test_certificates_of_a_folder(tmp_path):
    options, environ = translate({"cert": str(tmp_path)}, {"SSL_CERT_FILE": "/old.pem"})
    assert (options, environ) == ([], {"SSL_CERT_DIR": str(tmp_path)})


def test_files_and_variables_of_pip_are_read(tmp_path):
    file = tmp_path / "pip.conf"
    file.write_text("[global]\nfind-links =\n    /one\n    /two\n[install]\nno_binary = a\n[download]\npre = 1\n")
    environ = {"PIP_CONFIG_FILE": str(file), "PIP_TIMEOUT": "3", "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], env=environ, capture_output=True, text=True, check=True
    )
    settings, repeated = parse_pip_config(done.stdout)
    assert settings["global.find-links"].split() == ["/one", "/two"]
    assert (settings["install.no-binary"], settings[":env:.timeout"], repeated) == ("a", "3", set())
    assert "download.pre" not in settings


def test_setting_of_two_files_is_reported():
    text = "global.timeout='3'\nglobal.pre='1'\nglobal.timeout='4'\nnothing\n"
    assert parse_pip_config(text) == ({"global.timeout": "4", "global.pre": "1"}, {"global.timeout"})


@pytest.fixture
def install(tmp_path):
    """Run uv with pip's settings in an environment of its own; return its output and what is installed."""
    venv = tmp_path / "venv"
    subprocess.run([UV, "venv", "-q", "--python", sys.executable, venv], check=True)

    def run(settings, *words):
        uv = translate_pip_settings(
            {f"global.{name}": value for name, value in settings.items()},
            {"HOME": str(tmp_path), "UV_CACHE_DIR": str(tmp_path / "cache")},
        )
        uv.environ.setdefault("UV_HTTP_RETRIES", "0")
        command = [UV, "pip", "install", "--python", venv / "bin" / "python", "--no-deps", *uv.options, *words]
        done = subprocess.run(command, env=uv.environ, capture_output=True, text=True)
        installed = {path.name for path in venv.glob("lib/python*/site-packages/apple-*.dist-info")}
        return done.returncode, done.stderr, {name.removesuffix(".dist-info") for name in installed}

    return run


@needs_uv
def test_best_version_of_all_indexes_and_links_is_installed(tmp_path, install):
    one = build_index(tmp_path / "one", build_wheel(tmp_path / "made", "apple", "1"))
    two = build_index(tmp_path / "two", build_wheel(tmp_path / "made", "pear", "1"))
    build_wheel(tmp_path / "links", "apple", "3")
    indexes = {"index-url": one.as_uri(), "extra-index-url": f"{two.as_uri()} {(tmp_path / 'none').as_uri()}"}
    assert install(indexes, "apple")[2] == {"apple-1"}
    build_index(two, build_wheel(tmp_path / "made", "apple", "2"))
    links = {"find-links": f"{tmp_path / 'links'} {tmp_path / 'none'}"}
    assert install(indexes, "--upgrade", "--refresh", "apple")[2] == {"apple-2"}
    assert install(indexes | links, "--upgrade", "apple")[2] == {"apple-3"}
    assert install(links | {"no-index": "1"}, "apple==2", "--reinstall")[0] == 1


@needs_uv
def test_hashes_are_checked_also_with_a_constraint(tmp_path, install):
    wheel = build_wheel(tmp_path / "links", "apple", "2")
    lock, constraint = tmp_path / "lock.txt", tmp_path / "constraint.txt"
    constraint.write_text("apple<3\n")
    settings = {"no-index": "1", "find-links": str(tmp_path / "links"), "constraint": str(constraint)}
    lock.write_text(pin(wheel, "0" * 64))
    status, output, installed = install(settings, "-r", lock)
    assert (status, installed) == (1, set())
    assert "Hash mismatch" in output
    lock.write_text(pin(wheel))
    assert install(settings, "-r", lock)[2] == {"apple-2"}
    constraint.write_text("apple<2\n")
    assert install(settings, "-r", lock, "--reinstall")[0] == 1


@needs_uv
def test_index_with_an_own_certificate(tmp_path, install):
    authority = CertificateAuthority(tmp_path)
    folder = build_index(tmp_path / "index", build_wheel(tmp_path / "made", "apple", "1"))
    handler = partial(QuietFiles, directory=str(folder))
    certificate = authority.certificate("localhost", days=30)
    with (
        run_server(LocalServer(handler)) as plain,
        start_tls_relay(certificate, ("127.0.0.1", plain.server_port)) as port,
    ):
        index = {"index-url": f"https://localhost:{port}/"}
        assert install(index, "apple")[2] == set()
        assert install(index | {"cert": str(authority.file)}, "apple")[2] == {"apple-1"}
        again = ["apple", "--reinstall", "--no-cache"]
        assert install(index | {"trusted-host": "elsewhere"}, *again)[0] == 2
        assert install(index | {"trusted-host": "localhost"}, *again)[0] == 0


@needs_uv
def test_index_behind_a_proxy(tmp_path, install):
    folder = build_index(tmp_path / "index", build_wheel(tmp_path / "made", "apple", "1"))
    with run_server(LocalServer(partial(ProxyFiles, directory=str(folder)))) as proxy:
        index = {"index-url": "http://packages.invalid/"}
        assert install(index, "apple")[2] == set()
        assert install(index | {"proxy": f"127.0.0.1:{proxy.server_port}"}, "apple")[2] == {"apple-1"}


class ProxyFiles(QuietFiles):
    """Serves a folder as a proxy: requests name the whole address."""

    def translate_path(self, path):
        assert path.startswith("http://packages.invalid/")
        return super().translate_path(urlsplit(path).path)
