"""Tests of acts above the limits of money, which wait for a second person."""
