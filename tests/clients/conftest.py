from tests.processes import processes  # noqa: F401
