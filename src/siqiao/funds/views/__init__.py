"""Pages of the money, by subject."""
