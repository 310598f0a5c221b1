"""siqiao ledger read, import, template, export."""

import argparse
import difflib
import sys
from pathlib import Path
from typing import Any

from siqiao.commands.house import (
    DONE,
    INPUT_AT_FAULT,
    InputFault,
    Operator,
    add_command,
    add_json,
    open_house,
    print_json,
    require_file,
    require_prepared,
    say,
)
from siqiao.reading import tables as reading
from siqiao.reading.workbook import UnreadableFile


def add(commands: Any) -> None:
    ledger = commands.add_parser("ledger", help="台账")
    actions = ledger.add_subparsers(metavar="ACTION", required=True)
    read = add_command(actions, "read", run_read, about="表格里有什么，每一行都有交代", state=False)
    read.add_argument("file", metavar="FILE", help="表格文件")
    add_json(read)
    take = add_command(actions, "import", run_import, about="把表格导入台账")
    take.add_argument("file", metavar="FILE", help="表格文件")
    take.add_argument("--ledger", required=True, metavar="NAME", help="台账名，如 households")
    take.add_argument("--county", default="", metavar="CODE", help="六位县代码；只有一个县时不用写")
    take.add_argument("--dry-run", action="store_true", help="只看差异，不导入")
    add_json(take)
    for name, run, about in (
        ("template", run_template, "写出台账的空白模板"),
        ("export", run_export, "把台账写成表格"),
    ):
        parser = add_command(actions, name, run, about=about)
        parser.add_argument("name", metavar="NAME", help="台账名，如 households")
        parser.add_argument("out", metavar="OUT.xlsx", help="要写的文件")
        if name == "export":
            parser.add_argument("--county", default="", metavar="CODE", help="六位县代码；只有一个县时不用写")


def run_read(args: argparse.Namespace) -> int:
    """Account for every row of a file; needs no house."""
    try:
        found = reading.read_file(require_file(args.file))
    except UnreadableFile as error:
        raise InputFault(str(error)) from error
    total = {kind: sum(sheet.accounted[kind] for sheet in found) for kind in reading.ROW_KINDS}
    if args.json:
        tables = [{"sheet": s.name, "accounted": s.accounted, "headings": s.headings, "rows": s.rows} for s in found]
        print_json({"accounted": total, "tables": tables})
        return DONE
    for sheet in found:
        counts = "，".join(f"{kind} {count}" for kind, count in sheet.accounted.items() if count)
        say(f"{sheet.name}：共 {len(sheet.kinds)} 行（{counts or '空'}）")
        say("  " + " | ".join(heading for heading in sheet.headings if heading))
    return DONE


def run_template(args: argparse.Namespace) -> int:
    """Write a ledger's empty template."""
    out = _new_workbook(args.out)
    open_house(args)
    ledger = _find(args.name)
    from siqiao.core import ledger_sheets

    out.write_bytes(ledger_sheets.template(ledger))
    say(f"已写出“{ledger.title}”的模板：{out}")
    return DONE


def run_export(args: argparse.Namespace) -> int:
    """Write all rows of a ledger of one county."""
    out = _new_workbook(args.out)
    open_house(args)
    ledger = _find(args.name)
    require_prepared()
    from django_scopes import scope as county_scope

    from siqiao.core import audit, ledger_sheets

    scope = _county_sight(args.county)
    with county_scope(county=scope.county):
        out.write_bytes(ledger_sheets.export(ledger, scope))
        audit.record_event(scope.user, "ledger.exported", str(ledger.title), county=scope.county, note=str(out))
    say(f"已写出“{ledger.title}”：{out}")
    return DONE


def run_import(args: argparse.Namespace) -> int:
    """Preview what a file would do to a ledger, and do it unless told only to look."""
    path = require_file(args.file)
    open_house(args)
    ledger = _find(args.ledger)
    require_prepared()
    from django_scopes import scope as county_scope

    from siqiao.core import ledger_import

    scope = _county_sight(args.county)
    with county_scope(county=scope.county):
        seen = ledger_import.preview(ledger, scope, path)
        if not args.dry_run and not seen.faults:
            ledger_import.apply(ledger, scope, path, path.name)
    if args.json:
        print_json(seen.summary())
    else:
        _tell(seen, is_dry=args.dry_run)
    return INPUT_AT_FAULT if seen.faults else DONE


def _tell(seen: Any, *, is_dry: bool) -> None:
    """What an import did or would do; faults go to standard error, each with its cell."""
    for fault in seen.faults:
        print(f"{fault.sheet} 第 {fault.row_number} 行 {fault.title}：{fault.message}", file=sys.stderr)
    counts = seen.counts
    if seen.faults:
        say(f"有 {len(seen.faults)} 处需要改正，一行也没有写入。")
    else:
        verb = "将" if is_dry else "已"
        say(f"{verb}新增 {counts['new']} 行，{verb}修改 {counts['changed']} 行，{counts['same']} 行不变。")


def _new_workbook(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".xlsx":
        raise InputFault(f"{path} 应以 .xlsx 结尾。")
    if not path.resolve().parent.is_dir():
        raise InputFault(f"没有目录 {path.resolve().parent}。")
    return path


def _find(name: str) -> Any:
    """The ledger of a name; a near name is proposed for one that does not exist."""
    from siqiao.core import ledger

    found = ledger.find(name)
    if found is not None:
        return found
    names = [each.name for each in ledger.ledgers()]
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    proposal = f"是不是 {near[0]}？" if near else f"现有的台账：{'、'.join(names)}。"
    raise InputFault(f"没有名为 {name} 的台账。{proposal}")


def _county_sight(code: str) -> Any:
    """The whole of the county named, or of the only one there is."""
    from siqiao.core.models import CountyPair
    from siqiao.core.scope import Scope

    counties = sorted({west[:6] for west in CountyPair.objects.values_list("west_id", flat=True)})
    if code and code[:6] not in counties:
        raise InputFault(f"{code} 不是结对的县。结对的县：{'、'.join(counties) or '还没有'}。")
    if not code and len(counties) != 1:
        raise InputFault(f"请用 --county 指明县：{'、'.join(counties) or '还没有结对的县'}。")
    return Scope.whole(Operator(), code[:6] or counties[0])
