"""Forums of the centre, branches, courses and groups: discussions, replies, votes, accepted answers."""
