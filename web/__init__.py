"""What the faces share: one Flask app per face, made by one factory."""
