"""The settings of processes that migrate the app."""

from tests import process_settings
from tests.process_settings import *  # noqa: F403

INSTALLED_APPS = [*process_settings.INSTALLED_APPS, "tests.project.upgrading"]
