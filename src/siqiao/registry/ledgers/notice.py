"""The sentence above every list of a made-up registry."""

from typing import Any

from django.utils.translation import gettext as _

from siqiao.core.scope import Scope
from siqiao.registry.selectors.counts import is_synthetic


def synthetic_notice(scope: Scope) -> Any:
    """Says that the county's households are made up; empty for a real registry."""
    if not is_synthetic(scope):
        return ""
    return _("合成演示数据") + "：" + _("本县台账里的农户和人员是程序生成的，不对应任何真实的人。")
