"""Two well-known open libraries on the same people. The scripts run in an environment of their own, see ../README.md.

Nothing here imports Foyer: the file of people holds the names folded as Foyer folds them.
"""
