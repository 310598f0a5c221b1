"""Tables of the projects: project and plan, contracts, progress, assets, benefits."""

from siqiao.projects.models.assets import Asset, AssetShare, Inspection
from siqiao.projects.models.benefits import (
    BenefitRule,
    BenefitShare,
    Distribution,
    DistributionShare,
    Dividend,
    DividendPayment,
)
from siqiao.projects.models.contracts import ChangeOrder, Contract, ContractPayment
from siqiao.projects.models.progress import Milestone, OutputTarget, ProgressReport, Risk
from siqiao.projects.models.projects import Project

__all__ = [
    "Asset",
    "AssetShare",
    "BenefitRule",
    "BenefitShare",
    "ChangeOrder",
    "Contract",
    "ContractPayment",
    "Distribution",
    "DistributionShare",
    "Dividend",
    "DividendPayment",
    "Inspection",
    "Milestone",
    "OutputTarget",
    "ProgressReport",
    "Project",
    "Risk",
]
