"""Tickets: requests to the office with a state and deadlines."""
