"""Django's PostgreSQL backend, with a pool that is healthy again at once after Postgres was away."""
