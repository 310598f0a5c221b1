"""What the registry's writes are called in the audit log and in histories."""

from django.utils.translation import gettext_lazy as _

from siqiao.core.audit_names import name_actions

name_actions(
    {
        "household.registered": _("登记农户"),
        "household.changed": _("修改农户信息"),
        "household.moved": _("整户迁移"),
        "household.closed": _("销户"),
        "household.revealed": _("查看完整个人信息"),
        "person.added": _("增加成员"),
        "person.changed": _("修改成员信息"),
        "person.moved": _("随户迁移或迁出"),
        "person.married_out": _("婚嫁迁出"),
        "person.died": _("登记死亡"),
        "person.mistaken": _("更正误登记"),
        "person.head_named": _("设为户主"),
        "person.head_given_up": _("不再是户主"),
        "household_year.recorded": _("登记年度收入"),
        "household_year.changed": _("更正年度收入"),
        "organisation.added": _("登记单位"),
        "organisation.changed": _("修改单位信息"),
        "organisation.revealed": _("查看完整账号电话"),
        "document.added": _("登记文件"),
        "document.changed": _("修改文件信息"),
        "household.import_undone": _("撤销导入的农户"),
        "person.import_undone": _("撤销导入的成员"),
        "household_year.import_undone": _("撤销导入的年度收入"),
        "organisation.import_undone": _("撤销导入的单位"),
        "document.import_undone": _("撤销导入的文件"),
        "registry.loaded": _("批量装入农户"),
    }
)
