"""Passwords at a small cost: hardly a test is about how slow hashing them is."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2id in a thousandth of the memory and time."""

    time_cost = 1
    memory_cost = 1024
    parallelism = 1
