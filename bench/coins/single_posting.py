"""One posting of coins, for all ways of posting."""

from apps.accounts.models import User
from apps.gamification.services.awards import award_coins


def post_coins(student: User, number: str) -> None:
    """Post coins once for a new cause."""
    award_coins(student=student, cause=f"homework:bench-{number}", amount=3, reason="homework.scored")
