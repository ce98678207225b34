"""The project's settings for tests: real Postgres and Redis from the environment, files in a folder of their own.

Processes that tests start inherit the same environment and take the project's own settings from it. The tests'
job kinds and their tables come with `tests.process_settings`; that line must stay. Hashing passwords costs little,
unless a test asks for the fixture `own_hashes`.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from project.launcher.message_catalogues import find_outdated

if find_outdated(Path(__file__).resolve().parent.parent):  # pytest alone, in a fresh clone
    from project import messages

    messages.compile_catalogues()

_worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
_prefix = os.environ.setdefault("TEST_REDIS_PREFIX", os.environ.get("REDIS_PREFIX", "talim"))
_files = Path(tempfile.mkdtemp(prefix="talim-test-"))
atexit.register(shutil.rmtree, _files, ignore_errors=True)

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("LOG_FORMAT", "console")
os.environ.setdefault("LOG_LEVEL", "WARNING")
os.environ["DEBUG"] = "false"
os.environ["HTTPS_ONLY"] = "false"
for _name in ("REQUESTS_PER_HOUR", "REQUESTS_PER_HOUR_STAFF", "REQUESTS_PER_HOUR_ADDRESS"):
    os.environ[_name] = "100000000"
os.environ["REDIS_PREFIX"] = f"test-{_prefix}-{_worker}"[:40]
for _name in ("MEDIA_ROOT", "STATIC_ROOT", "OUTBOX_ROOT"):
    (_files / _name).mkdir()
    os.environ[_name] = str(_files / _name)
for _name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_BOT_NAME", "TELEGRAM_WEBHOOK_SECRET"):
    os.environ[_name] = ""
for _name in ("ESKIZ_CALLBACK_URL", "ESKIZ_CALLBACK_SECRET", "ESKIZ_TEST_ACCOUNT"):
    os.environ[_name] = ""
os.environ["VAPID_PRIVATE_KEY"] = ""
os.environ["TELEGRAM_PER_SECOND"], os.environ["TELEGRAM_CHAT_SECONDS"] = "1000", "0"
os.environ["S3_BUCKET"] = os.environ["EMAIL_HOST"] = os.environ["ESKIZ_EMAIL"] = os.environ["ESKIZ_PASSWORD"] = ""
os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"

from tests.process_settings import *  # noqa: E402, F403

if _socket := os.environ.get("TEST_DATABASE_SOCKET"):  # the shorter way; processes that tests start take the usual one
    DATABASES["default"]["HOST"] = _socket  # noqa: F405

PASSWORD_HASHERS = ["tests.fast_hashes.QuickArgon2", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
