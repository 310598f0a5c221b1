"""Pages of the furniture: audit log, jobs, evidence, search, to-do, help."""
