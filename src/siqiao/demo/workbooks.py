"""The workbooks of the demonstration, taken in through the import that every user has, in the order of an office."""

from importlib import resources
from pathlib import Path

from siqiao.core import ledger_import
from siqiao.core.import_work import take
from siqiao.core.ledger import find
from siqiao.core.scope import Scope

FOLDER = Path(str(resources.files("siqiao") / "demo" / "workbooks"))

# workbook, ledger, whose account takes it in
BEFORE_PROJECTS = (
    ("01单位名录", "organisations", "west"),
    ("02资金账户", "purses", "west"),
    ("03资金计划2021", "plan_lines", "west"),
    ("03资金计划2022", "plan_lines", "west"),
    ("03资金计划2023", "plan_lines", "west"),
    ("04到账与下拨", "transfers", "west"),
    ("05项目台账", "projects", "west"),
    ("06资金下达", "transfers", "west"),
    ("07合同台账", "contracts", "west"),
)
PAYMENTS = (("08支付台账", "project_payments", "finance1"),)
AFTER_PAYMENTS = (
    ("09项目月报", "progress_reports", "west"),
    ("10项目节点", "milestones", "west"),
    ("11绩效目标", "output_targets", "west"),
    ("12资产登记", "assets", "west"),
    ("13联农带农", "benefit_rules", "west"),
    ("14分红台账", "dividends", "finance1"),
    ("15捐赠台账", "gifts", "west"),
    ("16风险清单", "risks", "west"),
    ("17文件目录", "documents", "west"),
)


def take_in(name: str, ledger_name: str, scope: Scope) -> int:
    """Import one workbook; returns how many rows it wrote. Raises DomainError at the first row that does not fit."""
    ledger, path = find(ledger_name), FOLDER / f"{name}.xlsx"
    assert ledger is not None, ledger_name
    batch = ledger_import.keep_file(ledger, scope, path, path.name, actor=scope.user)
    done = take(batch, scope, report=lambda share, step: None)
    return int(done.counts["new"]) + int(done.counts["changed"])
