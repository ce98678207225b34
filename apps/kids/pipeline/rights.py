"""What the role of the pipeline may do in the database: read raw rows, write its own tables, and nothing else."""

from apps.core.database_roles import RoleLimits
from apps.kids.pipeline.tables import SCHEMA, TABLES

MOST_CONNECTIONS = 5
SETTINGS = {
    "statement_timeout": "10min",
    "idle_in_transaction_session_timeout": "60s",
    "lock_timeout": "5s",
    "search_path": SCHEMA,
}
"""Of each session of the role."""


def get_limits() -> RoleLimits:
    """Return what the role may do."""
    return RoleLimits(
        purpose="use the tables of the pipeline",
        settings=SETTINGS,
        connections=MOST_CONNECTIONS,
        tables={(SCHEMA, table.name): table.rights for table in TABLES},
    )
