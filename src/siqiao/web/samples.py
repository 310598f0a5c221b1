"""What the sheet of parts shows: each component with invented content, in each of its states."""

import datetime
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siqiao.core.chart import Drawing
from siqiao.core.history import Change, Line
from siqiao.core.lifecycle import Offer, State, Step, Transition
from siqiao.core.scope import Request

DAY = datetime.date(2023, 3, 31)
BRIDGES = ("prosperity", "industry", "villages", "people")


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=gettext_lazy("名称"), help_text=gettext_lazy("写全称，与批复一致。"))
    amount = forms.DecimalField(label=gettext_lazy("金额（元）"), max_digits=15, decimal_places=2)
    on = forms.DateField(label=gettext_lazy("日期"))
    kind = forms.ChoiceField(
        label=gettext_lazy("类别"), choices=[("a", gettext_lazy("产业")), ("b", gettext_lazy("就业"))]
    )
    way = forms.ChoiceField(
        label=gettext_lazy("方式"),
        choices=[("a", gettext_lazy("入股")), ("b", gettext_lazy("租赁"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=gettext_lazy("说明"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    file = forms.FileField(label=gettext_lazy("文件"), required=False)
    is_shared = forms.BooleanField(label=gettext_lazy("对方可见"), required=False)


def everything(request: Request) -> dict[str, Any]:
    """The context of the sheet."""
    wrong = SampleForm({"name": "", "amount": "12万", "kind": "a", "way": "b"})
    wrong.is_valid()
    return {
        "states": states(),
        "steps": steps(),
        "offers": offers(),
        "form": SampleForm(prefix="blank"),
        "wrong": wrong,
        "facts": facts(),
        "lines": lines(),
        "bars": bars(),
        "flow": flow(),
        "nothing": Drawing([], [], {}),
        "tabs": tabs(),
        "bridges": list(zip(BRIDGES, (_("共富桥"), _("产业桥"), _("乡村桥"), _("人才桥")), strict=True)),
        "files": files(),
        "here": request.path,
    }


def states() -> list[State]:
    return [
        State("draft", _("草稿")),
        State("running", _("实施中"), tone="active"),
        State("accepted", _("已验收"), tone="done"),
        State("stopped", _("已终止"), tone="stopped"),
    ]


def steps() -> list[Step]:
    """A life line with what is passed, where it stands, what lies ahead."""
    return [
        Step("proposed", _("申报"), "passed", DAY, _("恭门镇乡村振兴岗")),
        Step("reviewed", _("评审"), "passed", DAY, _("县协作办项目岗"), _("评分 86 分")),
        Step("approved", _("批复"), "passed", DAY, _("县协作办项目岗")),
        Step("running", _("实施中"), "current", DAY, _("恭门镇乡村振兴岗")),
        Step("accepted", _("验收"), "coming"),
        Step("handed", _("移交"), "coming"),
    ]


def offers() -> list[Offer]:
    """One move that is possible, one on the side, one that is barred."""

    def move(code: str, title: str, *, is_main: bool = True) -> Transition:
        return Transition(code, title, ("running",), "accepted", "projects.accept", is_main=is_main)

    barred = _("还差竣工资料 2 份，请先在“佐证材料”里上传。")
    return [
        Offer(move("stop", _("终止"), is_main=False)),
        Offer(move("accept", _("验收"))),
        Offer(move("hand-over", _("移交")), barred),
    ]


def facts() -> Sequence[tuple[Any, Any]]:
    return [
        (_("编号"), "ZJC-2023-017"),
        (_("承担单位"), _("恭门镇人民政府")),
        (_("批复金额（万元）"), "2,200.00"),
        (_("开工"), DAY),
        (_("竣工"), None),
    ]


def lines() -> list[Line]:
    """A history with a change that is shown and one that is hidden."""
    changes = (Change(_("金额（元）"), "220,000.00", "210,000.00"), Change(_("证件号码"), is_hidden=True))
    return [
        Line(timezone.now(), _("县财政局复核岗"), _("修改付款"), "ZF-2023-031", _("按合同补充条款"), changes),
        Line(timezone.now(), _("县财政局制单岗"), _("新建付款"), "ZF-2023-031", "", ()),
    ]


def bars() -> Drawing:
    names, values = [_("产业"), _("就业"), _("乡村建设"), _("人才")], [5200, 1300, 1500, 400]
    option = {
        "grid": {"left": 48, "right": 16, "top": 16, "bottom": 28},
        "xAxis": {"type": "category", "data": names},
        "yAxis": {"type": "value"},
        "series": [{"type": "bar", "data": values, "barMaxWidth": 48}],
    }
    links = {names[0]: reverse("styleguide")}
    return Drawing([_("类别"), _("金额（万元）")], list(zip(names, values, strict=True)), option, links)


def flow() -> Drawing:
    """A small Sankey."""
    east, treasury, works, jobs = _("滨海新区"), _("县国库"), _("产业项目"), _("就业项目")
    rows = [(east, treasury, 8400), (treasury, works, 6200), (treasury, jobs, 2200)]
    series = {
        "type": "sankey",
        "data": [{"name": name} for name in (east, treasury, works, jobs)],
        "links": [{"source": a, "target": b, "value": value} for a, b, value in rows],
        "lineStyle": {"color": "source", "opacity": 0.3},
    }
    return Drawing([_("从"), _("到"), _("金额（万元）")], rows, {"series": [series]})


def tabs() -> list[dict[str, Any]]:
    titles = [_("概况"), _("资金"), _("进度"), _("材料"), _("历史")]
    return [{"code": str(n), "title": title, "url": f"#tab-{n}", "current": n == 0} for n, title in enumerate(titles)]


def files() -> list[SimpleNamespace]:
    """Attachments that are no rows."""
    return [
        SimpleNamespace(
            pk=n, title=title, kind=kind, added_by=_("恭门镇乡村振兴岗"), added_at=timezone.now(),
            file=SimpleNamespace(size_bytes=size),
        )
        for n, title, kind, size in [(1, _("竣工验收单"), _("验收"), 482_113), (2, _("牛舍全景"), _("照片"), 2_310_400)]
    ]  # fmt: skip
