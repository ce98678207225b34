"""The environment: nonsense stops the start with a line that names the variable."""

import json
import os
import re
from pathlib import Path

import pytest

from project.database import build_database_settings
from project.env import ALIASES, Environment
from tests.processes import run_python, with_database_name

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "SECRET_KEY": "s" * 40,
    "DATABASE_URL": "postgres://postgres@127.0.0.1:5432/x",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
}
SHOW = "from project import env; e = env.load_environment(); print(e.secret_key, e.allowed_hosts, e.debug)"


EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
WITHOUT_SECRET = {name: value for name, value in GOOD.items() if name != "SECRET_KEY"}


def start(values, code=SHOW):
    return run_python(["-c", code], env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **values})


def check_refused(values, name):
    """The start is refused with a line that names the variable, and with no traceback."""
    done = start(values)
    assert done.returncode == 1
    assert f"  {name}: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("DEBUG", "perhaps"),
        ("DATABASE_URL", "sqlite:///x.db"),
        ("DATABASE_URL", "mysql://x"),
        ("DATABASE_URL", "postgres://db:port/x"),
        ("REDIS_URL", "http://127.0.0.1"),
        ("REDIS_URL", "redis://127.0.0.1:6379x/0"),
        ("REDIS_PREFIX", "with space"),
        ("DATABASE_POOL_SIZE", "many"),
        ("TRUSTED_PROXIES", "-1"),
        ("MAX_UPLOAD_MB", "0"),
        ("WHISPER_DEVICE", "tpu"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
        ("JOB_LEASE_SECONDS", "0"),
        ("EMAIL_SECURITY", "ssl"),
        ("EMAIL_FROM", "no address"),
        ("ESKIZ_FROM", " "),
        ("ESKIZ_CALLBACK_URL", "http://talim.example.uz"),
        ("ESKIZ_CALLBACK_SECRET", "short"),
        ("TELEGRAM_URL", "http://api.telegram.org"),
        ("TELEGRAM_BOT_TOKEN", "110201543:../sendMessage"),
        ("TELEGRAM_BOT_NAME", "@talim_bot"),
        ("TELEGRAM_WEBHOOK_SECRET", "short"),
        ("ESKIZ_URL", "http://sms.example.uz/api"),
        ("ESKIZ_URL", "http://127.0.0.1.evil.example/api"),
        ("ML_DB_USER", "Talim ML"),
        ("ML_DB_PASSWORD", "short"),
        ("BACKUP_RECIPIENT", "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kudr6z6hqvckx7q"),
    ],
)
def test_invalid_value_stops_the_start_and_names_the_variable(name, value):
    check_refused({**GOOD, name: value}, name)


def test_good_values_start():
    assert start(GOOD).returncode == 0


ALIASED = {"debug": "true", "stripe_webhook_secrets": "whsec_0123456789"}
SHOW_FIELDS = "import json; from project import env; print(env.load_environment().model_dump_json())"


@pytest.mark.parametrize("way", ["plain", "file", "folder"])
def test_names_of_other_installations_are_accepted(way, tmp_path):
    given = {alias: ALIASED.get(field, f"a-value-for-{field}-of-32-characters") for alias, field in ALIASES.items()}
    variables = given
    if way != "plain":
        for alias, value in given.items():
            (tmp_path / alias.lower()).write_text(value + "\n")
        files = {f"{alias}_FILE": str(tmp_path / alias.lower()) for alias in given}
        variables = files if way == "file" else {"SECRETS_FOLDER": str(tmp_path)}
    done = start({**WITHOUT_SECRET, **variables}, SHOW_FIELDS)
    read = json.loads(done.stdout)
    expected = {ALIASES[alias]: value for alias, value in given.items()}
    expected |= {"debug": True, "stripe_webhook_secrets": [expected["stripe_webhook_secrets"]]}
    assert {field: read[field] for field in expected} == expected


def test_two_names_of_one_setting_must_have_one_value(tmp_path):
    same = {**GOOD, "DJANGO_SECRET_KEY": GOOD["SECRET_KEY"], "DEBUG": "true", "DJANGO_DEBUG": "1"}
    assert start(same).returncode == 0
    file = tmp_path / "bucket"
    file.write_text("bucket-of-theirs")
    done = start(
        {**GOOD, "DJANGO_SECRET_KEY": "t" * 40, "S3_BUCKET": "bucket-of-ours", "R2_BUCKET_NAME_FILE": str(file)}
    )
    assert done.returncode == 1
    assert "SECRET_KEY and DJANGO_SECRET_KEY mean the same" in done.stderr
    assert "S3_BUCKET and R2_BUCKET_NAME_FILE mean the same" in done.stderr
    assert not {"tttt", "ssss", "bucket-of", "Traceback"} & set(
        re.findall("tttt|ssss|bucket-of|Traceback", done.stderr)
    )
    check_refused({**WITHOUT_SECRET, "DJANGO_SECRET_KEY": "short"}, "DJANGO_SECRET_KEY")


OWN = {"ML_DB_HOST": "pool.example.uz", "ML_DB_PORT": "6432", "ML_DB_NAME": "other"}


@pytest.mark.parametrize(
    ("url", "given", "found"),
    [
        ("postgres://me:secret@db.example.uz:5433/centre", {}, ["db.example.uz", 5433, "centre"]),
        ("postgres://me@db.example.uz/centre", {"ML_DB_PORT": ""}, ["db.example.uz", 5432, "centre"]),
        ("postgres:///centre?host=/run/pg", {}, ["/run/pg", 5432, "centre"]),
        ("postgres://me@db.example.uz:5433/centre", OWN, ["pool.example.uz", 6432, "other"]),
    ],
)
def test_the_pipeline_signs_in_where_the_database_is(url, given, found):
    read = json.loads(start({**GOOD, "DATABASE_URL": url, **given}, SHOW_FIELDS).stdout)
    assert [read["ml_db_host"], read["ml_db_port"], read["ml_db_name"]] == found


@pytest.mark.parametrize("name", list(GOOD))
def test_a_missing_variable_is_named(name):
    check_refused({key: value for key, value in GOOD.items() if key != name}, name)


def test_invalid_secret_is_not_printed():
    done = start({**GOOD, "SECRET_KEY": "hunter2-is-short", "DATABASE_URL": "mysql://root:hunter2@db/x"})
    assert "hunter2" not in done.stderr + done.stdout


def test_secret_can_be_a_file_and_the_plain_variable_wins(tmp_path):
    file = tmp_path / "key"
    file.write_text("f" * 40 + "\n")
    assert start({**WITHOUT_SECRET, "SECRET_KEY_FILE": str(file)}).stdout.startswith("f" * 40 + " ")
    assert start({**GOOD, "SECRET_KEY_FILE": str(file)}).stdout.startswith("s" * 40 + " ")


def test_secrets_can_be_in_one_folder(tmp_path):
    (tmp_path / "secret_key").write_text("g" * 40 + "\n")
    (tmp_path / "allowed_hosts").write_text("")
    (tmp_path / "something_else").write_text("not ours")
    in_folder = {**WITHOUT_SECRET, "SECRETS_FOLDER": str(tmp_path)}
    assert re.match(rf"{'g' * 40} .*127\.0\.0\.1", start(in_folder).stdout)
    assert start({**GOOD, "SECRETS_FOLDER": str(tmp_path)}).stdout.startswith("s" * 40 + " ")
    file = tmp_path / "another"
    file.write_text("h" * 40)
    assert start({**in_folder, "SECRET_KEY_FILE": str(file)}).stdout.startswith("h" * 40 + " ")
    away = start({**GOOD, "SECRETS_FOLDER": str(tmp_path / "absent")})
    assert (away.returncode, "SECRETS_FOLDER" in away.stderr) == (1, True)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    done = start({**GOOD, "REDIS_URL": "", "REDIS_URL_FILE": str(tmp_path / "absent")})
    assert done.returncode == 1
    assert "REDIS_URL_FILE" in done.stderr


def test_lists_are_split_at_commas_and_empty_values_are_defaults():
    done = start({**GOOD, "ALLOWED_HOSTS": " a.uz, b.uz ,", "DEBUG": ""})
    assert done.stdout.strip().endswith("['a.uz', 'b.uz'] False")


def test_the_example_file_lists_exactly_the_variables_that_are_read():
    of_compose = next(number for number, line in enumerate(EXAMPLE) if line.startswith("# Read by compose.yaml alone"))
    lines = EXAMPLE[:of_compose]
    listed = {match.group(1) for line in lines if (match := re.match(r"#? ?([A-Z][A-Z0-9_]+)=", line))}
    assert listed == {name.upper() for name in Environment.model_fields}


def test_the_example_file_lists_every_alias():
    listed = [match.groups() for line in EXAMPLE if (match := re.match(r"#   ([A-Z0-9_]+) +([A-Z0-9_]+)$", line))]
    assert dict(listed) == {alias: field.upper() for alias, field in ALIASES.items()}


def test_no_value_of_the_example_file_is_a_comment():
    """Docker Compose takes what stands behind `NAME=   #` for the value."""
    assert [line for line in EXAMPLE if re.match(r"[A-Z0-9_]+=\s*#", line)] == []


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("postgres://me:p%40w@db:5433/one?sslmode=require", "postgres://me:p%40w@db:5433/o%27t%2Fher?sslmode=require"),
        ("postgres://me@/one?host=/run/pg", "postgres://me@/o%27t%2Fher?host=/run/pg"),
        ("postgres:///one?host=/run/pg", "postgres:///o%27t%2Fher?host=/run/pg"),
    ],
    ids=["with a password", "by a socket", "by a socket as who one is"],
)
def test_database_url_of_another_database_keeps_its_options(url, other):
    assert with_database_name(url, "o't/her") == other
    assert build_database_settings(other, pool_size=0)["NAME"] == "o't/her"
