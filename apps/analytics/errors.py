"""Errors of analytics."""


class NothingToBuild(ValueError):
    """No day of a build has begun yet, or its days are out of order."""
