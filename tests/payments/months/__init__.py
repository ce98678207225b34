"""Tests of closed months of the books."""
