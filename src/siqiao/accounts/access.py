"""Who may do what: the one table an auditor reads. Every view and endpoint names a policy of this page."""

import rules

from siqiao.accounts.models import Role

EAST, WEST, FRONT = Role.EAST_OFFICE, Role.WEST_OFFICE, Role.FRONTLINE
TOWNSHIP, VILLAGE = Role.TOWNSHIP, Role.VILLAGE
FINANCE, ORGANISATION, ADMIN = Role.FINANCE, Role.ORGANISATION, Role.ADMIN

OFFICES = {EAST, WEST, FRONT, FINANCE}
COUNTY = {WEST, TOWNSHIP, VILLAGE}

POLICIES: dict[str, set[Role]] = {
    "pages.styleguide": set(Role),
    "cockpit.view": OFFICES | {TOWNSHIP},
    # money
    "funds.view": OFFICES,
    "funds.plan": {EAST, WEST},
    "funds.give": {EAST, WEST},
    "funds.allocate": {WEST},
    "funds.make_payment": {WEST, FINANCE},
    "funds.check_payment": {FINANCE},
    "funds.reconcile": {FINANCE, WEST},
    "funds.own_gifts": {ORGANISATION},
    # projects
    "projects.view": OFFICES | COUNTY,
    "projects.propose": COUNTY,
    "projects.review": {WEST, TOWNSHIP},
    "projects.approve": {WEST},
    "projects.report": COUNTY | {FRONT},
    "projects.accept": {WEST, FRONT},
    "assets.view": OFFICES | COUNTY,
    "assets.edit": {WEST, TOWNSHIP},
    "dividends.view": OFFICES | COUNTY,
    "dividends.edit": {WEST, FINANCE},
    # registry: the east never sees a household
    "registry.view": COUNTY | {FRONT},
    "registry.edit": COUNTY,
    "registry.reveal": {WEST, TOWNSHIP},
    "organisations.view": OFFICES | COUNTY,
    "organisations.edit": {WEST, EAST},
    "documents.view": OFFICES | COUNTY,
    "documents.edit": {WEST, EAST, FRONT},
    # system
    "system.users": {ADMIN},
    "system.audit": {FINANCE, ADMIN},
    "system.dictionary": set(Role),
}


def holds_one_of(roles: set[Role]) -> rules.Predicate:
    """A predicate on a user's role; an account that is switched off holds none."""
    names = frozenset(str(role) for role in roles)
    return rules.predicate(lambda user: user.is_active and getattr(user, "role", None) in names)


def declare() -> None:
    """Feed the table to `rules`, whose backend answers `user.has_perm`."""
    for policy, roles in POLICIES.items():
        if not rules.perm_exists(policy):
            rules.add_perm(policy, holds_one_of(roles))
