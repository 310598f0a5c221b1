"""What the audit log's action codes are called: told by lifecycles and by the rooms."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from siqiao.core.lifecycle import lifecycles

_names: dict[str, Any] = {
    "user.added": _("新建账号"),
    "user.scope_changed": _("修改账号"),
    "user.deactivated": _("停用账号"),
    "user.activated": _("恢复账号"),
    "user.unlocked": _("解锁账号"),
    "user.signed_in": _("登录"),
    "user.signed_out": _("退出"),
    "user.sign_in_failed": _("登录失败"),
    "user.password_changed": _("修改密码"),
    "user.password_reset": _("重置密码"),
    "user.second_factor_on": _("启用第二因素"),
    "user.second_factor_off": _("关闭第二因素"),
    "user.second_factor_failed": _("验证码不对"),
    "evidence.attached": _("上传佐证材料"),
    "pair.added": _("登记结对"),
    "backup.made": _("备份"),
    "import.done": _("导入表格"),
    "import.undone": _("撤销导入"),
    "ledger.exported": _("导出台账"),
    "import.fetched": _("取回标出问题的文件"),
}


def name_actions(names: Mapping[str, Any]) -> None:
    """A room's names for its actions."""
    _names.update(names)


def title_of(action: str) -> str:
    """The name of an action; the code itself where nobody has named it."""
    if action in _names:
        return str(_names[action])
    model_name, _dot, code = action.partition(".")
    for lifecycle in lifecycles():
        if lifecycle.model._meta.model_name == model_name:
            for transition in lifecycle.transitions:
                if transition.code == code:
                    return str(transition.title)
    return action
