"""Write the demonstration's workbooks into the package: `python -m tools.make_workbooks`.

The forms are those an office keeps: a title over the table, a note on the unit, a sum at the foot.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from tools.world import sheets

OUT = Path(__file__).resolve().parent.parent / "src" / "siqiao" / "demo" / "workbooks"
NOTE = "注：总投资8400万元、协作资金2200万元、年产1000头与800头、40个村集体来自2023年9月5日公开报道；其余为演示用的示例，单位和岗位之外不涉及任何真实的人。"
THIN = Side(style="thin", color="999999")
MADE_ON = datetime(2023, 9, 5)  # the same bytes whenever they are made


def write(name: str, title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], unit: str = "") -> None:
    """One workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title[:31]
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(headings))
    sheet["A1"].font, sheet["A1"].alignment = Font(size=16, bold=True), Alignment(horizontal="center")
    sheet.append([f"单位：{unit}" if unit else "张家川县东西部协作办公室"])
    sheet.append(list(headings))
    for row in rows:
        sheet.append([_cell(value) for value in row])
    sheet.append([])
    sheet.append([NOTE])
    _dress(sheet, len(headings))
    book.properties.created = book.properties.modified = MADE_ON
    book.properties.creator = "siqiao"
    OUT.mkdir(parents=True, exist_ok=True)
    book.save(OUT / f"{name}.xlsx")


def _cell(value: Any) -> Any:
    """Days as dates; the rest as it is."""
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return date.fromisoformat(value)
    return value


def _dress(sheet: Any, width: int) -> None:
    for cell in sheet[3]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E7EEF1")
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
    for row in sheet.iter_rows(min_row=3, max_row=sheet.max_row - 2, max_col=width):
        for cell in row:
            cell.border = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
            if isinstance(cell.value, date):
                cell.number_format = "yyyy-mm-dd"
            elif isinstance(cell.value, int | float) and abs(cell.value) >= 10_000:
                cell.number_format = "#,##0.00"
    for at in range(1, width + 1):
        longest = max(
            (
                len(str(cell.value))
                for (cell,) in sheet.iter_rows(min_row=3, max_row=40, min_col=at, max_col=at)
                if cell.value
            ),
            default=8,
        )
        sheet.column_dimensions[get_column_letter(at)].width = min(max(longest * 1.9, 10), 46)
    sheet.freeze_panes = "A4"


def main() -> None:
    """Every workbook, in the order in which the demonstration imports them."""
    write("01单位名录", "单位名录", ["单位名称", "单位性质", "东西部", "所在地"], sheets.organisations())
    write("02资金账户", "资金账户表", ["账户编号", "账户名称", "类别", "资金性质", "年度"], sheets.purses())
    plan = [
        "计划编号",
        "资金年度",
        "资金来源",
        "资金性质",
        "资金文号",
        "计划内容",
        "用途类别",
        "计划资金（万元）",
        "责任单位",
        "到位月份",
    ]
    for year in (2021, 2022, 2023):
        write(f"03资金计划{year}", f"张家川县{year}年东西部协作资金计划表", plan, sheets.plan_lines(year), "万元")
    moved = ["发生日期", "业务类型", "付款账户", "收款账户", "发生额（元）", "拨款凭证号", "文件号", "摘要"]
    write("04到账与下拨", "协作资金到账与下拨流水", moved, sheets.receipts(), "元")
    write(
        "05项目台账",
        "东西部协作项目台账",
        ["项目编号", "项目名称", "项目年度", "用途类别", "项目类型", "建设地点", "总投资（万元）", "批复资金（万元）", "申报单位",
         "主管部门", "监管责任岗位", "建设内容及规模", "经营主体", "联农带农方式", "联农带农机制", "批复文号", "采购方式", "验收单编号",
         "资产差异说明", "绩效得分", *sheets.DAY_NAMES],
        sheets.project_rows(),
        "万元",
    )  # fmt: skip
    write("06资金下达", "协作资金下达项目明细", moved, sheets.allocations(), "元")
    write(
        "07合同台账",
        "项目合同台账",
        [
            "合同编号",
            "合同名称",
            "项目编号",
            "中标单位",
            "合同价（元）",
            "签订时间",
            "采购方式",
            "审定金额（元）",
            "审计报告文号",
        ],
        sheets.contracts(),
        "元",
    )
    write(
        "08支付台账",
        "项目资金支付台账",
        ["项目编号", "合同编号", "收款单位", "支付金额（元）", "支付日期", "款项性质", "支付凭证号", "发票号", "摘要"],
        sheets.payments(),
        "元",
    )
    write(
        "09项目月报",
        "项目进度月报汇总",
        ["项目编号", "填报月份", "形象进度（%）", "工作进展", "填报岗位"],
        sheets.progress(),
    )
    write("10项目节点", "项目节点计划", ["项目编号", "节点名称", "计划完成日期", "实际完成日期"], sheets.milestones())
    write(
        "11绩效目标",
        "项目绩效目标表",
        ["项目编号", "指标类别", "绩效指标", "目标值", "实际完成值", "计量单位", "核定日期"],
        sheets.targets(),
    )
    write(
        "12资产登记",
        "东西部协作项目资产登记表",
        [
            "资产编号",
            "资产名称",
            "资产类别",
            "项目编号",
            "资产原值（元）",
            "坐落地点",
            "产权归属",
            "管护主体",
            "确权日期",
        ],
        sheets.assets(),
        "元",
    )
    write(
        "13联农带农",
        "联农带农利益联结明细",
        [
            "规则编号",
            "项目编号",
            "付款主体",
            "联结方式",
            "受益村集体",
            "份额",
            "计收本金（万元）",
            "年收益率",
            "起始年度",
            "截止年度",
            "应付月份",
            "应付日",
            "协议编号",
        ],
        sheets.benefit_rules(),
    )
    write(
        "14分红台账",
        "村集体分红台账",
        ["规则编号", "分红年度", "收款村集体", "实付金额（元）", "实付日期"],
        sheets.dividends(),
        "元",
    )
    write(
        "15捐赠台账",
        "社会帮扶捐赠台账",
        [
            "捐赠编号",
            "捐赠方",
            "类别",
            "捐赠金额",
            "捐赠日期",
            "指定用途",
            "接收单位",
            "收据号",
            "品名",
            "数量",
            "计量单位",
            "单价（元）",
            "转入账户",
            "接收日期",
        ],
        sheets.gifts(),
        "元",
    )
    write(
        "16风险清单",
        "项目风险清单",
        ["项目编号", "风险类别", "风险描述", "等级", "提出日期", "责任岗位", "应对措施", "销号日期"],
        sheets.risks(),
    )
    write("17文件目录", "文件目录", ["文件标题", "文号", "文种", "成文日期", "发文机关"], sheets.documents())
    write(
        "对账样例-国库收支明细2023上半年",
        "国库收支明细",
        ["记账日期", "凭证号", "摘要", "对方户名", "收入金额", "支出金额"],
        sheets.statement(),
    )


if __name__ == "__main__":
    main()
