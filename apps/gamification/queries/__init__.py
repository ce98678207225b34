"""Queries of coins, leaderboards, achievements, streaks and the shop."""
