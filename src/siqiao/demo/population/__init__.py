"""A synthetic registry of households that is the same on every machine; see docs/generator.md. No Django."""

from siqiao.demo.population.generator import households
from siqiao.demo.population.rows import HouseholdRow

__all__ = ["HouseholdRow", "households"]
