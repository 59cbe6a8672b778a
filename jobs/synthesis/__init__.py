"""Realistic customers and leads in bulk, written as the product would write them; for load tests."""
