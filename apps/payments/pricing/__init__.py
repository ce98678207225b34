"""Prices of periods as pure functions: no database, no clock."""
