"""Every read of the registry that is more than one filter, by subject."""
