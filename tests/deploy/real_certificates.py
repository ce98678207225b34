"""The certificate's way: self-signed first, the authority's when it comes, and the old one stays when none comes.

certbot itself is a small program of the test's: it writes what certbot writes, or fails as certbot fails.
"""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from cryptography import x509

from tests.deploy.front import NAME, Front
from tests.processes import until

CERTBOT = """#!/bin/sh
echo "$@" >> {folder}/asked
[ -e {folder}/refuses ] && exit 1
mkdir -p {folder}/letsencrypt/live/talim
cp {folder}/issued/fullchain.pem {folder}/issued/privkey.pem {folder}/letsencrypt/live/talim/
"""


@pytest.fixture
def laid_out(tmp_path: Path) -> Front:
    """The scripts in a folder of their own; no nginx is started."""
    return Front(tmp_path / "centre", web=[1, 2], sockets=3)


def names_of(file: Path) -> list[str]:
    certificate = x509.load_pem_x509_certificate(file.read_bytes())
    return certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value.get_values_for_type(
        x509.DNSName
    )


def test_the_first_one_is_made_once_for_the_centres_name_and_its_key_is_private(laid_out: Front) -> None:
    tls = laid_out.folder / "tls"
    assert laid_out.script("certificates.sh", "first").returncode == 0
    assert names_of(tls / "fullchain.pem") == [NAME]
    assert (tls / "privkey.pem").stat().st_mode & 0o007 == 0
    made = (tls / "fullchain.pem").read_bytes()
    assert laid_out.script("certificates.sh", "first").returncode == 0
    assert (tls / "fullchain.pem").read_bytes() == made


@pytest.mark.parametrize("name", ["", "a b", "x;rm", "Ünicode.uz", "UPPER.uz"])
def test_a_name_that_is_none_is_refused(laid_out: Front, name: str) -> None:
    done = laid_out.script("certificates.sh", "first", SERVER_NAME=name)
    assert (done.returncode, b"SERVER_NAME must be a name" in done.stderr) == (1, True)
    assert not (laid_out.folder / "tls" / "fullchain.pem").exists()


def test_it_is_issued_renewed_and_kept_when_the_authority_refuses(laid_out: Front, tmp_path: Path) -> None:
    folder, programs = laid_out.folder, tmp_path / "bin"
    programs.mkdir()
    (programs / "certbot").write_text(CERTBOT.format(folder=folder))
    (programs / "certbot").chmod(0o755)
    tls, issued = folder / "tls" / "fullchain.pem", folder / "issued"

    def next_one() -> bytes:
        issued.mkdir(exist_ok=True)
        words = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=x".split()
        made = ["-keyout", str(issued / "privkey.pem"), "-out", str(issued / "fullchain.pem")]
        subprocess.run([*words, *made], check=True, capture_output=True)
        return (issued / "fullchain.pem").read_bytes()

    first = next_one()
    (folder / "refuses").touch()
    env = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "SERVER_NAME": NAME, "RETRY_SECONDS": "0.1"}
    env["ACME_EMAIL"] = "office@example.uz"
    script = folder / "nginx" / "certificates.sh"
    keeper = subprocess.Popen(["sh", script, "keep"], env=env, stderr=subprocess.DEVNULL)
    try:
        until(lambda: (folder / "asked").exists(), what="the question to the authority")
        assert names_of(tls) == [NAME]
        (folder / "refuses").unlink()
        until(lambda: tls.read_bytes() == first, what="the first certificate")
        second = next_one()
        until(lambda: tls.read_bytes() == second, what="its successor")
        asked = (folder / "asked").read_text().splitlines()[0]
        for word in (f"-d {NAME}", "--webroot", "--keep-until-expiring", "-m office@example.uz"):
            assert word in asked
        keeper.send_signal(signal.SIGTERM)
        assert keeper.wait(10) == 0
    finally:
        keeper.kill()
        keeper.wait()


def test_without_an_address_to_warn_it_stays_self_signed(laid_out: Front) -> None:
    env = {**os.environ, "SERVER_NAME": NAME, "ACME_EMAIL": ""}
    script = laid_out.folder / "nginx" / "certificates.sh"
    keeper = subprocess.Popen(["sh", script, "keep"], env=env, stderr=subprocess.PIPE)
    try:
        assert keeper.stderr is not None
        said = b""
        ends = time.monotonic() + 20
        while b"stays self-signed" not in said and time.monotonic() < ends:
            said += keeper.stderr.readline()
        assert b"stays self-signed" in said
    finally:
        keeper.terminate()
        keeper.wait(10)
