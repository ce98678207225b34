"""The reference pipeline of the kindergarten: from raw rows to recommendations, each night.

It knows the tables of the schema `ai` and nothing else of the platform (docs/ml-integration.md): another team's program
may take its place. It is SQL and numpy. The tables lie in the database, which joins and counts them without moving
them, and the model has seven numbers, so a data frame library would add an installation and no line less.
"""
