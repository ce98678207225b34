"""The mastery of a skill: what answers say of it, how hard items are, when it is forgotten. Knows no database."""
