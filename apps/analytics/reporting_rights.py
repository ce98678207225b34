"""What a role of reports may do in the database: read the views, and nothing else."""

from apps.analytics.reporting_views import SCHEMA, list_views
from apps.core.database_roles import RoleLimits

MOST_CONNECTIONS = 10
SETTINGS = {
    "default_transaction_read_only": "on",
    "statement_timeout": "30s",
    "idle_in_transaction_session_timeout": "60s",
    "lock_timeout": "5s",
    "search_path": SCHEMA,
}
"""Of each session of such a role."""


def get_limits() -> RoleLimits:
    """Return what the roles of this release may do."""
    return RoleLimits(
        purpose="read the views",
        settings=SETTINGS,
        connections=MOST_CONNECTIONS,
        tables={(SCHEMA, view.name): frozenset({"SELECT"}) for view in list_views()},
    )
