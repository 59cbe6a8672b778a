"""1.1.11.1.3 Maintain Contact Information: who is found, recognised, corrected and kept right."""
