"""The project's settings for processes that tests start: the environment decides all, plus the tests' job kinds."""

import os

from project import settings
from project.settings import *  # noqa: F403

INSTALLED_APPS = [*settings.INSTALLED_APPS, "tests.jobs.sample"]
DECLARING_APPS = (*settings.DECLARING_APPS, "tests.")
SPEECH_ENGINE = os.environ.get("TEST_SPEECH_ENGINE", settings.SPEECH_ENGINE)
