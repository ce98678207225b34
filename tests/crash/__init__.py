"""What kill -9 of each part costs a running centre: `./talim crash`."""

FLUSH = "flush"
"""The victim that is Redis with all that it holds and stays alive: FLUSHALL."""
