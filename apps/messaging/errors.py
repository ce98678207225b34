"""How a message can fail. The texts go into job rows and logs, so they never name the person or what was written."""

from apps.jobs.kinds import GiveUp


class NotSent(Exception):
    """It has certainly not gone out, and a later try may succeed."""


class Refused(GiveUp):
    """It will not go out however often it is tried, or it may have gone out and must not be sent twice."""
