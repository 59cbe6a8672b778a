"""1.1.11.2.2 Evaluate Marketing Lead: what the customer showed, and whether it becomes an opportunity or is let go."""
