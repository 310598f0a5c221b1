"""Ledgers of the projects, by subject; importing them registers them."""

from siqiao.projects.ledgers import assets, benefits, contracts, progress, projects

__all__ = ["assets", "benefits", "contracts", "progress", "projects"]
