"""Demo data: one evening of a group with real recordings over REST and the socket, and a centre with a year of history.

`demo_group`, `day` and `evening` are the group, `school` is the centre.
"""
