"""`make bench`: Foyer beside a bare Flask application over the same people, as ratios in one run."""
