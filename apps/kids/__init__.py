"""Kindergarten: what a child can do, and which lessons come next, with reasons."""
