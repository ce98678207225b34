"""Leads: people who may become pupils, from the first call to the first lesson."""
