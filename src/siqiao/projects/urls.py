"""Addresses of the projects: the board, a project's tabs, its forms, assets, dividends, and the ledgers."""

from django.urls import path

from siqiao.core.ledger_views import ledger_urls
from siqiao.projects.views import assets, benefits, board, money, progress, project

LEDGERS = (
    "projects", "contracts", "project_payments", "milestones", "progress_reports", "output_targets", "risks",
    "assets", "benefit_rules", "dividends",
)  # fmt: skip

urlpatterns = [
    path("", board.board, name="projects-board"),
    path("propose", board.propose, name="project-propose"),
    path("<int:pk>", project.overview, name="project"),
    path("<int:pk>/move", project.move, name="project-move"),
    path("<int:pk>/change", project.change, name="project-change"),
    path("<int:pk>/money", money.money, name="project-money"),
    path("<int:pk>/contract", money.contract_sign, name="contract-sign"),
    path("<int:pk>/change-order", money.change_order, name="change-order"),
    path("contracts/<int:pk>/settle", money.contract_settle, name="contract-settle"),
    path("<int:pk>/progress", progress.progress, name="project-progress"),
    path("<int:pk>/report", progress.report, name="progress-report"),
    path("<int:pk>/milestone", progress.milestone_set, name="milestone-set"),
    path("<int:pk>/target", progress.target_add, name="target-add"),
    path("targets/<int:pk>/measure", progress.target_measure, name="target-measure"),
    path("<int:pk>/risk", progress.risk_raise, name="risk-raise"),
    path("risks/<int:pk>/close", progress.risk_close, name="risk-close"),
    path("<int:pk>/assets", assets.project_assets, name="project-assets"),
    path("<int:pk>/asset", assets.asset_register, name="asset-register"),
    path("assets/<int:pk>", assets.asset, name="asset"),
    path("assets/<int:pk>/inspect", assets.asset_inspect, name="asset-inspect"),
    path("assets/<int:pk>/dispose", assets.asset_dispose, name="asset-dispose"),
    path("<int:pk>/benefits", benefits.project_benefits, name="project-benefits"),
    path("<int:pk>/rule", benefits.rule_add, name="benefit-rule-add"),
    path("dividends/<int:pk>", benefits.dividend, name="dividend"),
    path("dividends/<int:pk>/pay", benefits.dividend_pay, name="dividend-pay"),
    path("dividends/payments/<int:pk>/reverse", benefits.dividend_reverse, name="dividend-reverse"),
    path("collectives", benefits.collectives, name="collectives"),
    path("collectives/<int:pk>", benefits.collective, name="collective"),
    path("collectives/<int:pk>/distribute", benefits.collective_distribute, name="collective-distribute"),
    path("<int:pk>/evidence", project.evidence, name="project-evidence"),
    path("<int:pk>/history", project.history, name="project-history"),
    *[address for name in LEDGERS for address in ledger_urls(name)],
]
