"""The English is whole, and the tool that gathers and checks it does what it says."""

import gettext
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from tools import messages
from tools.messages import Text

TEMPLATE = """\
{% extends "base.html" %}
  {% block title %}{% translate "资金" %}{% endblock %}
{% include "components/empty.html" with title=_("还没有捐赠") text='他说"好"' only %}
    <p aria-label="{% translate '翻页' %}">{# 不算 #}不用译 don't</p>
{% translate "达到 6%" as rate %}{% translate "文件" context "upload" %}
{% blocktranslate count n=rows|length with name=purse.name %}“{{ name }}”有 {{ n }} 行，占 5%{% plural %}“{{ name }}”有 {{ n }} 行，占 5%{% endblocktranslate %}
"""
PYTHON = '''\
"""说明不译。"""
LABEL = _("编号")
LONG = gettext_lazy("付款方"
    "与收款方")
SAME, NAMED = pgettext("upload", "文件"), _(name)
'''


def test_it_has_english_for_every_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert messages.check() == 0, capsys.readouterr().err


def test_it_reads_the_marked_texts_of_a_template() -> None:
    counted = "“%(name)s”有 %(n)s 行，占 5%%"
    assert list(messages.texts_of_template(TEMPLATE)) == [
        Text("", "资金"),
        Text("", "还没有捐赠"),
        Text("", "翻页"),
        Text("", "达到 6%%"),
        Text("upload", "文件"),
        Text("", counted, counted),
    ]


def test_it_reads_the_marked_texts_of_a_python_file() -> None:
    assert list(messages.texts_of_python(PYTHON)) == [
        Text("", "编号"),
        Text("", "付款方与收款方"),
        Text("upload", "文件"),
    ]


def test_it_keeps_english_takes_it_from_other_rooms_and_drops_what_is_gone() -> None:
    old = Catalog(locale="en")
    old.add("编号", string="Code")
    old.add("旧的", string="Old")
    known = {("", "年度"): Message("年度", "Year")}
    new = messages.merged([Text("", "年度"), Text("", "编号"), Text("", "金额")], old, known)
    assert {message.id: message.string for message in new if message.id} == {
        "年度": "Year",
        "编号": "Code",
        "金额": None,
    }


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("编号", ""),
        ("编号", "编号"),
        ("编号", "Code，number"),
        ("{n} 行", "{m} rows"),
        ("共 %(n)s 行", "rows"),
        ("共 %(n)s 行", "%(n) rows"),
        ("到 6%%", "Up to 6% now"),
        (("%(n)s 行", "%(n)s 行"), ("%(n)s row", "")),
        (("%(n)s 行", "%(n)s 行"), ("One row", "%(n)s rows")),
    ],
)
def test_it_finds_what_is_wrong_with_the_english(chinese: str | tuple, english: str | tuple) -> None:
    assert list(messages.faults_of(Message(chinese, english)))


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("编号", "Code"),
        ("{n} 行", "{n} rows"),
        ("到 6%%", "Up to 6%%"),
        ("6%", "6%"),
        ("Excel", "Excel"),
        ("中文", "中文"),
    ],
)
def test_it_lets_fit_english_pass(chinese: str, english: str) -> None:
    assert not list(messages.faults_of(Message(chinese, english)))


def test_it_finds_rooms_that_disagree(tmp_path: Path) -> None:
    rooms = {tmp_path / room / messages.ENGLISH: Catalog(locale="en") for room in ("funds", "projects")}
    for catalogue, english in zip(rooms.values(), ("Funds", "Money"), strict=True):
        catalogue.add("资金", string=english)
    assert len(list(messages.faults(rooms))) == 1


def test_it_writes_a_catalogue_once_and_compiles_it(tmp_path: Path) -> None:
    path = tmp_path / "funds" / messages.ENGLISH
    catalogue = Catalog(locale="en")
    catalogue.add("资金", string="Funds")
    catalogue.add(("%(n)s 行", "%(n)s 行"), string=("%(n)s row", "%(n)s rows"))
    assert messages.write(path, catalogue)
    assert not messages.write(path, messages.read(path))
    assert "Date" not in path.read_text(encoding="utf-8")
    assert messages.compile_all(tmp_path) == 0
    with path.with_suffix(".mo").open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    assert spoken.gettext("资金") == "Funds"
    assert spoken.ngettext("%(n)s 行", "%(n)s 行", 1) == "%(n)s row"
