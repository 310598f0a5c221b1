"""A lifecycle's picture holds every state once and every move, and reads aloud."""

from xml.etree import ElementTree

from siqiao.core.lifecycle import Lifecycle, State, Transition
from siqiao.core.lifecycle_drawing import draw, main_way
from siqiao.core.models import Job

PAYMENT = Lifecycle(
    Job,
    "付款",
    (
        State("draft", "草稿"),
        State("checked", "已复核", days=5),
        State("paid", "已付"),
        State("void", "作废"),
    ),
    (
        Transition("check", "复核", ("draft",), "checked", "p"),
        Transition("pay", "支付", ("checked",), "paid", "p"),
        Transition("return", "退回", ("checked",), "draft", "p", is_main=False),
        Transition("void", "作废", ("draft", "checked"), "void", "p", is_main=False),
    ),
)
SVG = "{http://www.w3.org/2000/svg}"


def test_the_straight_way_runs_from_first_to_last() -> None:
    assert main_way(PAYMENT) == ["draft", "checked", "paid"]


def test_every_state_has_a_box_and_every_move_an_arrow() -> None:
    picture = ElementTree.fromstring(draw(PAYMENT))
    assert len(picture.findall(f"{SVG}rect")) == 4
    assert len(picture.findall(f"{SVG}g/{SVG}path")) == 5


def test_it_reads_aloud() -> None:
    picture = ElementTree.fromstring(draw(PAYMENT))
    assert picture.get("role") == "img"
    assert "草稿、已复核 —作废→ 作废" in (picture.findtext(f"{SVG}desc") or "")


def test_it_needs_no_styles() -> None:
    assert "style=" not in draw(PAYMENT)
