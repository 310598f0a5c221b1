"""Ledgers of the registry: households, persons, household_years, organisations, documents."""

from siqiao.registry.ledgers import documents, households, organisations, persons, years

__all__ = ["documents", "households", "organisations", "persons", "years"]
