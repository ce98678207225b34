"""Coins, earned by cause, and leaderboards."""
