"""The components: what each shows, and that the sheet shows them all."""

import json
import re
from decimal import Decimal

from django import forms
from django.template import Context, Template
from django.urls import reverse

from siqiao.core.chart import Drawing
from siqiao.core.lifecycle import Offer, State, Transition
from siqiao.web.templatetags.drawings import as_table


def drawn(text: str, **values) -> str:
    return Template(text).render(Context(values))


def test_it_shows_every_component_on_the_sheet(client_of) -> None:
    response = client_of("village").get(reverse("styleguide"))
    page = response.content.decode()
    assert response.status_code == 200
    for part in ("life-line", "state-badge", "offers", "datagrid", "evidence", "history", "data-chart", "figure-tile"):
        assert f"{part}" in page, part
    assert page.count("<h1") == 1


def test_it_gives_a_barred_move_its_reason() -> None:
    move = Transition("accept", "验收", ("running",), "accepted", "projects.accept")
    page = drawn('{% include "components/offers.html" %}', offers=[Offer(move, "还差资料")], url="/x")
    assert "disabled" in page and "还差资料" in page and 'value="accept"' in page


def test_it_shapes_a_state_beside_its_colour() -> None:
    page = drawn('{% include "components/badge.html" with state=s only %}', s=State("a", "已验收", tone="done"))
    assert "tone-done" in page and "已验收" in page


def test_it_puts_the_same_numbers_under_a_chart() -> None:
    drawing = Drawing(["年度", "金额"], [[2023, Decimal("1234.5")]], {"series": [{"data": [Decimal("1234.5")]}]})
    page = drawn('{% include "components/chart.html" with drawing=d name="n" title="t" only %}', d=drawing)
    assert '<td class="num">1,234.50</td>' in page and '<td class="num">2023</td>' in page
    data = re.search(r'<script id="chart-data-n" type="application/json">(.*?)</script>', page).group(1)
    assert json.loads(data)["option"]["series"][0]["data"] == [1234.5]


def test_it_links_a_chart_name_in_the_table() -> None:
    table = as_table(Drawing(["类别"], [["产业"]], {}, {"产业": "/x"}))
    assert table["rows"][0][0] == {"text": "产业", "is_number": False, "url": "/x"}


def test_it_says_what_belongs_into_an_empty_chart() -> None:
    page = drawn('{% include "components/chart.html" with drawing=d name="n" title="t" only %}', d=Drawing([], [], {}))
    assert "还没有可画的数" in page and "<script" not in page


def test_it_keeps_a_chart_from_ending_its_script() -> None:
    drawing = Drawing(["a"], [["x"]], {"title": {"text": "</script><script>alert(1)</script>"}})
    page = drawn('{% include "components/chart.html" with drawing=d name="n" title="t" only %}', d=drawing)
    assert page.count("</script>") == 1


class Form(forms.Form):
    name = forms.CharField(label="名称", help_text="写全称")
    on = forms.DateField(label="日期")
    kind = forms.ChoiceField(label="类别", choices=[("a", "甲")])
    tick = forms.BooleanField(label="可见", required=False)
    file = forms.FileField(label="文件", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_it_ties_an_error_to_its_field() -> None:
    form = Form({"on": "2023-03-31"})
    form.is_valid()
    page = drawn('{% include "components/form.html" with submit="存" %}', form=form)
    assert 'aria-describedby="id_name_helptext id_name_error"' in page and 'id="id_name_error"' in page
    assert 'aria-invalid="true"' in page
    assert re.search(r'<input type="date"[^>]*value="2023-03-31"', page) or 'value="2023-03-31"' in page
    assert 'enctype="multipart/form-data"' in page and "data-drop" in page
    assert 'class="form-check-input"' in page and "form-select" in page
