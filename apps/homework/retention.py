"""How long rows of this app are kept."""

from datetime import timedelta

from apps.core.retention import Retention

RETENTION = [Retention("homework.ScoreProposal", "settled_at", timedelta(days=90))]
"""Marks that were applied or dropped; open ones have not been settled."""
