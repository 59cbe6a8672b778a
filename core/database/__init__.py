"""All that differs between SQLite and PostgreSQL, and the one place that commits."""
