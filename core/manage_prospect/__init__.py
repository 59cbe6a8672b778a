"""1.1.11.3 Manage Prospect: the offers there are, and the opportunities that came of leads."""
