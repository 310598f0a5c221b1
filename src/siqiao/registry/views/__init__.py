"""Pages of the registry, by subject."""
