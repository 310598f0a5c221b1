"""The ledger of official documents."""

import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from siqiao.core.ledger import Column, Ledger, register
from siqiao.core.models import Region
from siqiao.core.scope import Scope
from siqiao.registry.ledgers.cells import Values, columns_of, region_of
from siqiao.registry.ledgers.notice import synthetic_notice
from siqiao.registry.models import Document
from siqiao.registry.services import add_document, change_document, undo_document
from siqiao.registry.validation import refusal


def find(scope: Scope, values: Values) -> Document | None:
    """The document of a register code, of a number, or of title and day where no other number tells them apart."""
    if values.get("code"):
        return Document.objects.filter(code=values["code"]).first()
    number, title, day = (values.get(name) or "" for name in ("number", "title", "issued_on"))
    found = Document.objects.filter(number=number).first() if number else None
    if found is not None or not title or not day:
        return found
    named = Document.objects.filter(title=title, issued_on=day)
    return (named.filter(number="") if number else named).first()


def write(scope: Scope, values: Values, existing: Any, today: datetime.date) -> Document:
    """Register a document, of the whole county where no place is told, or change one."""
    columns: dict[str, Any] = columns_of(Document, values)
    if values.get("region_code"):
        columns["region"] = region_of(scope, values["region_code"])
    if existing is not None:
        if not columns.get("code", "?"):
            del columns["code"]
        return change_document(scope, existing, **columns)
    needed = (("title", _("标题")), ("issued_on", _("成文日期")), ("issuer", _("发文机关")))
    for name, title in needed:
        if not columns.get(name):
            raise refusal(gettext("新登记的文件须填写{title}。").format(title=title), "needed", name)
    columns.setdefault("region", Region.objects.get(code=scope.county.ljust(12, "0")))
    return add_document(scope, **{"kind": Document.Kind.OTHER, **columns})


register(
    Ledger(
        "documents",
        Document,
        _("文件台账"),
        [
            Column("code", _("登记号"), note=_("留空则自动编号"), aliases=("收文号", "编号")),
            Column("number", _("文号"), width=24, aliases=("发文字号", "文件号", "文件编号")),
            Column("title", _("标题"), required=True, width=44, aliases=("文件标题", "文件名称", "文件名", "名称")),
            Column("kind", _("文种"), aliases=("文件类型", "类别")),
            Column("issued_on", _("成文日期"), required=True, aliases=("发文日期", "印发日期", "日期")),
            Column("issuer", _("发文机关"), required=True, width=28, aliases=("发文单位", "印发单位", "制发单位")),
            Column("region.name", _("适用地区"), query=None, on_import=False, is_shown=False),
            Column(
                "region.code",
                _("适用地区代码"),
                kind="region",
                query="region_id",
                is_shown=False,
                note=_("本县的乡镇或村；留空为全县"),
                aliases=("适用地区", "区划代码"),
            ),
            Column("summary", _("内容摘要"), width=40, is_shown=False, max_length=1000, aliases=("摘要", "主要内容")),
        ],
        rows=lambda scope: Document.objects.select_related("region"),
        policy="documents.view",
        write_policy="documents.edit",
        order="-issued_on",
        filters=("kind", "issued_on", "region_id"),
        search=("number", "~title", "code"),
        key=("title", "issued_on"),
        find=find,
        write=write,
        undo=undo_document,
        page="document",
        about=_("通知、方案、协议、纪要、政策文件，按文号登记，文件作为附件留存。"),
        empty=_("还没有文件。登记一份文件，或导入文件台账。"),
        room="registry",
        notice=synthetic_notice,
        sheet_aliases=("文件", "公文", "文件目录"),
    )
)
