"""1.1.11.2.1 Track Marketing Lead: where leads come from, whose they are, and how they are worked."""
