"""Search of the projects: projects by name or code, contracts by number, assets by name or code."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from siqiao.core.scope import Scope, prefix_q
from siqiao.core.search import Finder, Hit, register
from siqiao.projects import selectors
from siqiao.projects.models import Contract


def look_for_projects(scope: Scope, words: str, limit: int) -> Iterable[Hit]:
    found = selectors.projects(scope).filter(Q(name__contains=words) | prefix_q("code", words))
    for project in found[:limit]:
        detail = f"{project.code} {project.region.name} {project.get_state_display()}"
        yield Hit(project.name, detail, reverse("project", args=[project.pk]))


def look_for_contracts(scope: Scope, words: str, limit: int) -> Iterable[Hit]:
    rows = scope.narrow(Contract.objects.select_related("project", "contractor"), "project__region_id")
    for contract in rows.filter(prefix_q("number", words) | Q(title__contains=words))[:limit]:
        detail = f"{contract.contractor.name} {contract.amount:,.2f} · {contract.project.name}"
        yield Hit(contract.number, detail, reverse("project-money", args=[contract.project_id]))


def look_for_assets(scope: Scope, words: str, limit: int) -> Iterable[Hit]:
    for asset in selectors.assets(scope).filter(Q(name__contains=words) | prefix_q("code", words))[:limit]:
        yield Hit(asset.name, f"{asset.code} {asset.project.name}", reverse("asset", args=[asset.pk]))


register(Finder("projects", _("项目"), look_for_projects, "projects.view", 10))
register(Finder("contracts", _("合同"), look_for_contracts, "projects.view", 30))
register(Finder("assets", _("资产"), look_for_assets, "assets.view", 40))
