"""The ledger of the projects. Days that a file brings let the project walk on as far as its papers allow."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from siqiao.core.errors import Forbidden
from siqiao.core.ledger import Column, Ledger, register
from siqiao.core.scope import Scope
from siqiao.projects import selectors
from siqiao.projects.ledgers.reading import Before, Values, given, organisation_of, region_of
from siqiao.projects.models import Project
from siqiao.projects.services import records
from siqiao.projects.services.projects import catch_up, change_project, propose_project, remove_project

LINKS = ("region_code", "region_name", "operator_name")
DAYS = (
    ("proposed_on", _("申报日期"), ("申报时间",)),
    ("pooled_on", _("入库日期"), ("入库时间",)),
    ("approved_on", _("批复日期"), ("批复时间", "立项日期")),
    ("funded_on", _("资金下达日期"), ("资金下达时间",)),
    ("tendered_on", _("采购完成日期"), ("中标日期", "招标日期")),
    ("started_on", _("开工日期"), ("开工时间", "实际开工日期")),
    ("completed_on", _("完工日期"), ("完工时间", "竣工日期", "实际完工日期")),
    ("accepted_on", _("验收日期"), ("验收时间",)),
    ("settled_on", _("结算日期"), ("决算日期",)),
    ("handed_over_on", _("移交日期"), ("资产移交日期",)),
    ("operating_on", _("运营日期"), ("投运日期",)),
    ("reviewed_on", _("评价日期"), ("绩效评价日期",)),
)


LATER_DAYS = tuple(name for name, _title, _aliases in DAYS if name not in ("proposed_on", "pooled_on"))
APPROVED_ONLY = ("budget", "approval_number", "review_score", "acceptance_number", *LATER_DAYS)


def _require_right(scope: Scope, columns: dict[str, Any]) -> None:
    """Only the county writes what an approval grants; a township or village only places projects in its own part."""
    barred = [name for name in APPROVED_ONLY if name in columns]
    if barred and not scope.may("projects.approve"):
        text = _("批复、验收、评价的文号、金额、得分和日期只能由县里填写。")
        raise Forbidden(text, fields=dict.fromkeys(barred, text))
    region = columns.get("region")
    if region is not None and not region.code.startswith(scope.prefix):
        text = _("实施地点不在您的管辖范围内。")
        raise Forbidden(text, fields={"region_code": text})


def _write(scope: Scope, values: Values, existing: Any, today: datetime.date) -> Project:
    columns = given(values, *[name for name in values if name not in LINKS])
    if values.get("operator_name"):
        columns["operator"] = organisation_of(values, "operator_name")
    if existing is None or values.get("region_code"):
        columns["region"] = region_of(scope, values)
    _require_right(scope, columns)
    if existing is not None:
        columns.pop("code", None)
        project = change_project(existing, actor=scope.user, **columns)
    else:
        columns["proposed_on"] = columns.get("proposed_on") or today
        project = propose_project(county=scope.county, actor=scope.user, **columns)
    return catch_up(project, actor=scope.user)


def _undo(scope: Scope, project: Any, before: Before) -> None:
    if before is None:
        remove_project(project, actor=scope.user)
    else:
        records.restore(project, before, actor=scope.user, action="project.changed")


register(
    Ledger(
        "projects",
        Project,
        _("项目台账"),
        [
            Column("code", _("项目编号"), required=True, aliases=("编号", "项目代码")),
            Column("name", _("项目名称"), required=True, width=36, aliases=("名称",)),
            Column("year", _("年度"), required=True, width=8, aliases=("项目年度", "实施年度")),
            Column("state", _("状态"), on_import=False),
            Column("purpose", _("用途类别"), required=True, aliases=("项目类别", "资金用途")),
            Column("kind", _("项目类型"), required=True, aliases=("类型", "建设性质")),
            Column("region.name", _("实施地点"), on_import=False),
            Column("region.code", _("实施地点（区划）"), kind="region", query="region_id", is_shown=False,
                   aliases=("实施地点", "建设地点", "项目地点"), note=_("村名、乡镇名或区划代码；空白为县级")),
            Column("estimate", _("估算投资"), unit=_("元"), required=True, width=18,
                   aliases=("总投资", "估算总投资", "项目预算总投资")),
            Column("budget", _("批复资金"), unit=_("元"), width=18, aliases=("批复金额", "批复投资")),
            Column("proposer", _("申报单位"), required=True, width=24, aliases=("实施单位", "申报主体")),
            Column("unit", _("主管部门"), width=20, aliases=("行业主管部门", "责任单位")),
            Column("supervisor_post", _("监管责任岗位"), is_shown=False),
            Column("summary", _("建设内容"), width=40, is_shown=False,
                   aliases=("建设内容及规模", "主要建设内容")),
            Column("need", _("必要性"), width=30, is_shown=False),
            Column("operator.name", _("运营主体"), width=24, is_shown=False, aliases=("经营主体",)),
            Column("benefit_link", _("联农带农方式"), is_shown=False, aliases=("利益联结方式",)),
            Column("benefit_text", _("联农带农机制"), width=30, is_shown=False, aliases=("利益联结机制",)),
            Column("approval_number", _("批复文号"), width=20, is_shown=False, aliases=("立项文号",)),
            Column("tender_method", _("采购方式"), is_shown=False, aliases=("招标方式",)),
            Column("acceptance_number", _("验收单编号"), is_shown=False, aliases=("验收编号",)),
            Column("asset_note", _("资产差异说明"), is_shown=False),
            Column("review_score", _("绩效得分"), is_shown=False, aliases=("评价得分",)),
            Column("planned_start", _("计划开工"), is_shown=False, aliases=("计划开工日期",)),
            Column("planned_end", _("计划完工"), is_shown=False, aliases=("计划完工日期",)),
            *[Column(name, title, is_shown=False, aliases=aliases) for name, title, aliases in DAYS],
        ],
        rows=selectors.projects,
        policy="projects.view",
        write_policy="projects.propose",
        order="-year",
        filters=("year", "state", "purpose", "kind", "estimate", "budget", "region_id"),
        search=("code", "name", "summary", "approval_number"),
        key=("code",),
        find=lambda scope, values: selectors.projects(scope).filter(code=values["code"]).first(),
        write=_write,
        undo=_undo,
        page="project",
        totals=("estimate", "budget"),
        about=_("每个项目从谋划到绩效评价的全过程。"),
        empty=_("还没有项目。申报一个项目，或导入项目台账。"),
        room="projects",
        sheet_aliases=("项目", "项目库", "项目清单"),
    )
)  # fmt: skip
