import pytest


@pytest.fixture
def variables(settings):
    """Change variables of the environment for this test: `variables(frontend_url=…)`."""

    def change(**changes):
        settings.ENV = settings.ENV.model_copy(update=changes)

    return change
