"""The doctor names each variable that looks like ours and is none, with the likely right name and no value."""

import pytest

from project.doctor.variables import check_variables, list_known_names
from tests.deploy.deploy_files import list_known_variables
from tests.project.doctor_findings import get_levels, get_texts

FOREIGN = (
    "PATH", "HOME", "LANG", "LANGUAGE", "HOSTNAME", "USER", "SHELL", "TERM", "TZ", "PWD", "LOGNAME", "MAIL",
    "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "XDG_CACHE_HOME", "PYTHONPATH", "VIRTUAL_ENV", "REQUESTS_CA_BUNDLE",
    "DJANGO_SETTINGS_MODULE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "REDIS_SERVICE_HOST", "REDIS_PORT",
    "REDIS_PORT_6379_TCP", "TALIM_WEB_SERVICE_PORT", "POSTGRES_PASSWORD", "HF_HUB_OFFLINE", "CUDA_VISIBLE_DEVICES",
    "INVOCATION_ID", "JOURNAL_STREAM", "GITHUB_TOKEN", "SSH_CONNECTION", "SENTRY_RELEASE", "PYTHON_VERSION",
    "PGHOST", "PGPORT", "COMPOSE_FILE",
)  # fmt: skip


@pytest.fixture
def only(monkeypatch):
    def set_environment(**values):
        monkeypatch.setattr("os.environ", values)

    return set_environment


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("S3_BUKET", "S3_BUCKET"),
        ("TELEGRAM_TOKEN", "TELEGRAM_BOT_TOKEN"),
        ("PAYME_KEYY", "PAYME_KEY"),
        ("ALOWED_HOSTS", "ALLOWED_HOSTS"),
        ("DATABASE_URI", "DATABASE_URL"),
        ("DJANGO_ALLOWED_HOSTS", "ALLOWED_HOSTS"),
        ("R2_SECRET_KEY_ACCESS", "R2_SECRET_ACCESS_KEY"),
        ("STRIPE_WEBHOOK_SECRET_FIEL", "STRIPE_WEBHOOK_SECRET_FILE"),
        ("SETTINGS_CENTER_NAME", "SETTINGS_CENTRE_NAME"),
        ("SEKRET_KEY", "SECRET_KEY"),
    ],
)
def test_a_mistyped_variable_is_named_with_the_right_one(name, meant, only):
    only(**{name: "hunter2", "PATH": "/bin"})
    findings = list(check_variables())
    assert get_levels(findings) == ["warn"]
    assert findings[0].text.startswith(f"{name} is no variable")
    assert f"Did you mean {meant}?" in findings[0].remedy
    assert "hunter2" not in get_texts(findings)


def test_variables_of_others_and_our_own_are_not_named(only):
    only(**dict.fromkeys([*FOREIGN, *list_known_names()], "x"))
    assert get_levels(check_variables()) == ["ok"]
    assert list_known_variables() <= list_known_names()
