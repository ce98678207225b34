"""The certificate's way: self-signed first, the authority's when it comes, and the old one stays when none comes.

certbot itself is a small program of the test's: it writes what certbot writes, or fails as certbot fails.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path

import pytest
from cryptography import x509

from tests.deploy.nginx_front import FILES, NAME, NginxFront
from tests.processes import wait_until

NAMES = [NAME, f"packages.{NAME}"]
CERTBOT = """#!/bin/sh
echo "$(date +%s.%N) $@" >> {folder}/asked
[ -e {folder}/refuses ] && exit 1
mkdir -p {folder}/letsencrypt/live/talim
cp {folder}/issued/fullchain.pem {folder}/issued/privkey.pem {folder}/letsencrypt/live/talim/
"""


@pytest.fixture
def laid_out():
    """The scripts in a folder of their own; no nginx is started."""
    folder = Path(tempfile.mkdtemp(prefix="talim-certificates-"))
    folder.chmod(0o755)
    made = NginxFront(folder / "centre", web=[1, 2], sockets=3)
    yield made
    made.stop()
    shutil.rmtree(folder)


@contextmanager
def keeping(front, **env):
    """`certificates.sh keep` with the test's certbot; what it says goes into the file `said`."""
    programs = front.folder / "bin"
    programs.mkdir()
    (programs / "certbot").write_text(CERTBOT.format(folder=front.folder))
    (programs / "certbot").chmod(0o755)
    variables = {"PATH": f"{programs}:{os.environ['PATH']}", "SERVER_NAME": NAME, "ACME_EMAIL": "office@example.uz"}
    variables |= {"NGINX": f"http://127.0.0.1:{front.http}", **env}
    with (front.folder / "said").open("wb") as output:
        words = ["sh", str(front.folder / "nginx" / "certificates.sh"), "keep"]
        env = {**os.environ, **variables}
        keeper = subprocess.Popen(words, env=env, stdout=output, stderr=output, start_new_session=True)
    try:
        yield keeper
    finally:
        with suppress(ProcessLookupError):  # with what it waits by, which would outlive it for half a day
            os.killpg(keeper.pid, signal.SIGKILL)
        keeper.wait()


def asked(front):
    """The words with which certbot was called, each time after its second."""
    file = front.folder / "asked"
    return file.read_text().splitlines() if file.exists() else []


def issue(front):
    """A new certificate, which the authority gives to whoever asks from now on."""
    issued = front.folder / "issued"
    issued.mkdir(exist_ok=True)
    words = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=x".split()
    made = ["-keyout", str(issued / "privkey.pem"), "-out", str(issued / "fullchain.pem")]
    subprocess.run([*words, *made], check=True, capture_output=True)
    return (issued / "fullchain.pem").read_bytes()


def names_of(file):
    certificate = x509.load_pem_x509_certificate(file.read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return names.get_values_for_type(x509.DNSName)


def test_self_signed_certificate_is_made_once_with_a_private_key(laid_out):
    tls = laid_out.folder / "tls"
    assert laid_out.script("certificates.sh", "first").returncode == 0
    assert names_of(tls / "fullchain.pem") == NAMES
    assert (tls / "privkey.pem").stat().st_mode & 0o007 == 0
    made = (tls / "fullchain.pem").read_bytes()
    assert laid_out.script("certificates.sh", "first").returncode == 0
    assert (tls / "fullchain.pem").read_bytes() == made


@pytest.mark.parametrize("name", ["", "a b", "x;rm", "Ünicode.uz", "UPPER.uz"])
def test_invalid_server_name_is_refused(laid_out, name):
    done = laid_out.script("certificates.sh", "first", SERVER_NAME=name)
    assert (done.returncode, b"SERVER_NAME must be a name" in done.stderr) == (1, True)
    assert not (laid_out.folder / "tls" / "fullchain.pem").exists()


def test_certificate_is_requested_when_nginx_answers_and_retried_after_refusal(laid_out):
    tls, log = laid_out.folder / "tls" / "fullchain.pem", laid_out.folder / "said"
    first, waits = issue(laid_out), (0.2, 0.6, 1.2)
    (laid_out.folder / "refuses").touch()
    with keeping(laid_out, FIRST_WAITS=" ".join(map(str, waits))):
        wait_until(lambda: b"as soon as nginx answers" in log.read_bytes(), what="the word that it waits")
        assert names_of(tls) == NAMES
        assert asked(laid_out) == []
        laid_out.start()
        wait_until(lambda: len(asked(laid_out)) > len(waits) + 1, what="tries after refusals")
        times = [float(line.split()[0]) for line in asked(laid_out)]
        gaps = [after - before for before, after in pairwise(times)]
        assert all(gap >= wait for gap, wait in zip(gaps, (*waits, waits[-1]), strict=False)), gaps
        (laid_out.folder / "refuses").unlink()
        wait_until(lambda: tls.read_bytes() == first, what="the first certificate")
    for word in (f"-d {NAME}", "--webroot", "--keep-until-expiring", "-m office@example.uz"):
        assert word in asked(laid_out)[0]


def test_refused_certificate_is_requested_fewer_than_five_times_per_hour():
    match = re.search(r"\$\{FIRST_WAITS:-([\d ]+)\}", (FILES / "certificates.sh").read_text())
    assert match
    waits = [int(word) for word in match[1].split()]
    tries = [sum(waits[:count]) for count in range(len(waits) + 1)]
    tries += [tries[-1] + waits[-1] * more for more in range(1, 5)]
    assert max(sum(begin <= moment < begin + 3600 for moment in tries) for begin in tries) < 5
    assert waits[0] <= 60


def test_certificate_is_renewed_and_kept_when_renewal_is_refused(laid_out):
    tls = laid_out.folder / "tls" / "fullchain.pem"
    first = issue(laid_out)
    with keeping(laid_out, RETRY_SECONDS="0.1", FIRST_WAITS="3600") as keeper:
        wait_until(tls.exists, what="the self-signed one")
        laid_out.start()
        wait_until(lambda: tls.read_bytes() == first, what="the first certificate")
        (laid_out.folder / "refuses").touch()
        second = issue(laid_out)
        seen = len(asked(laid_out))
        wait_until(lambda: len(asked(laid_out)) > seen + 2, what="tries that are refused")
        assert tls.read_bytes() in {first, second}, "the one of a try that had begun"
        kept = tls.read_bytes()
        (laid_out.folder / "refuses").unlink()
        third = issue(laid_out)
        assert kept != third
        wait_until(lambda: tls.read_bytes() == third, what="its successor")
        keeper.send_signal(signal.SIGTERM)
        assert keeper.wait(60) == 0


def test_certificate_stays_self_signed_without_an_email(laid_out):
    output = laid_out.folder / "said"
    with keeping(laid_out, ACME_EMAIL=""):
        wait_until(lambda: b"stays self-signed" in output.read_bytes(), what="the word that it stays")
