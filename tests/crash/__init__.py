"""What kill -9 of each part costs a running centre: `./talim crash`, and its quizzes: `./talim crash quizzes`."""

FLUSH = "flush"
"""The victim that is Redis with all that it holds and stays alive: FLUSHALL."""


def say(text):
    """Show how far a run is."""
    print(f"   {text}", flush=True)
