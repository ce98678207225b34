"""Services of coins, achievements, streaks, leaderboards and the shop."""
