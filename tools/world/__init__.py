"""What the demonstration's workbooks say. Figures of the report of 2023-09-05 are named as such; the rest is invented."""
