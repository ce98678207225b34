"""Moderation of what people write to each other: reports, cases, decisions, appeals, word lists and flood limits."""
