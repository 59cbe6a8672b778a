"""Forms: one base for both faces, and the steps that registration and modification share."""
