"""The endpoints, a file for each subject; reading this package declares them all."""

from siqiao.api.endpoint import declared
from siqiao.api.operations import account, indicator, ledger, region, schema

__all__ = ["account", "declared", "indicator", "ledger", "region", "schema"]
