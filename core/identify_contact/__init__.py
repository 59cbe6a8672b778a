"""1.1.11.1.1 Identify Contact: who somebody is, from their first words to a checked identity."""
