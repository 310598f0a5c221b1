"""Checks of one record before it is written; each failure is a DomainError at the field concerned."""

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from siqiao.core.errors import DomainError, Forbidden
from siqiao.core.personal import blind_index
from siqiao.core.scope import Scope
from siqiao.registry.identity import birth_of, is_identity, sex_of, tidy
from siqiao.registry.models import Household, Person

INDEXED = {"identity": "identity_index", "phone": "phone_index", "account": "account_index"}
NUMBERS = ("identity", "phone", "account", "contact_phone", "credit_code")
WORKING_AGE, SCHOOL_AGE, OLDEST = 16, 3, 120
PHONE = re.compile(r"0?\d{7,12}")


def fill(record: models.Model, values: Mapping[str, Any]) -> None:
    """Set editable columns; numbers are tidied and their blind indexes kept in step."""
    editable = {field.name: field for field in record._meta.fields if field.editable}
    unknown = sorted(set(values) - set(editable))
    if unknown:
        raise TypeError(f"{type(record).__name__} takes no {', '.join(unknown)}")
    for name, value in values.items():
        value = tidy(value or "") if name in NUMBERS else _as_kept(editable[name], value)
        setattr(record, name, value)
        if name in INDEXED and hasattr(record, INDEXED[name]):
            setattr(record, INDEXED[name], blind_index(value) if value else "")


def _as_kept(field: Any, value: Any) -> Any:
    """A decimal with the column's places, as the database gives it back; what does not fit is left to the checks."""
    if not isinstance(field, models.DecimalField) or not isinstance(value, Decimal | int):
        return value
    kept = Decimal(value).quantize(Decimal(1).scaleb(-field.decimal_places))
    return kept if kept == value else value


def require_fields(record: models.Model) -> None:
    """Types, choices, lengths and ranges of the columns themselves."""
    links = [field.name for field in record._meta.fields if field.is_relation or not field.editable]
    try:
        record.clean_fields(exclude=links)
        _keep_places(record)
    except ValidationError as error:
        fields = {name: " ".join(messages) for name, messages in error.message_dict.items()}
        titles = "；".join(f"{title_of(record, name)}：{text}" for name, text in fields.items())
        raise refusal(titles, "not_valid", **fields) from error


def _keep_places(record: models.Model) -> None:
    """Decimals that came as text get the column's places too."""
    for field in record._meta.fields:
        if isinstance(field, models.DecimalField):
            setattr(record, field.attname, _as_kept(field, getattr(record, field.attname)))


def title_of(record: Any, name: str) -> Any:
    """A column's title."""
    return record._meta.get_field(name).verbose_name


def refusal(message: str, code: str, /, *names: str, **fields: str) -> DomainError:
    """An error whose sentence stands at each of the named fields."""
    return DomainError(message, code=code, fields=dict.fromkeys(names, message) | fields)


def require_in_sight(scope: Scope, region_code: str) -> None:
    """A township's or village's person writes only about their own part of the county."""
    if not region_code.startswith(scope.prefix):
        raise Forbidden(_("这个村不在您的管辖范围内。"), fields={"village": _("请选择您管辖范围内的村。")})


def require_household(household: Household) -> None:
    """A household's own columns."""
    require_fields(household)
    if household.phone and not PHONE.fullmatch(household.phone):
        raise refusal(_("联系电话应为 7 至 13 位数字。"), "phone", "phone")
    if household.type == Household.Type.MONITORED and not household.monitored_as:
        raise refusal(_("监测对象须写明监测类别。"), "monitored_as", "monitored_as")
    if household.type != Household.Type.MONITORED and household.monitored_as:
        raise refusal(_("只有监测对象有监测类别。"), "monitored_as", "monitored_as", "type")
    if household.registered_on > timezone.localdate():
        raise refusal(_("登记日期在今天之后。"), "date", "registered_on")


def require_person(person: Person, head: Person | None) -> None:
    """A person's own columns, identity number, age, and place in the family."""
    if person.identity:
        _require_identity(person)
    require_fields(person)
    _require_age(person)
    if (person.disability_kind or person.disability_grade) and person.health != Person.Health.DISABLED:
        raise refusal(_("填写了残疾类别或等级，健康状况应选“残疾”。"), "disability", "health", "disability_grade")
    if head is not None and head.pk != person.pk:
        _require_generation(person, head)


def require_number(number: str) -> None:
    """A tidy identity number's shape, day and check digit."""
    if not is_identity(number):
        raise refusal(_("身份证号的位数或校验码不对，请对照证件核对。"), "identity", "identity")


def _require_identity(person: Person) -> None:
    require_number(person.identity)
    if birth_of(person.identity) != person.born_on:
        raise refusal(_("出生日期与身份证号不一致。"), "identity_birth", "born_on", "identity")
    if sex_of(person.identity) != person.sex:
        raise refusal(_("性别与身份证号不一致。"), "identity_sex", "sex", "identity")


def _require_age(person: Person) -> None:
    age = age_on(person.born_on, timezone.localdate())
    if not 0 <= age <= OLDEST:
        raise refusal(_("出生日期不对：按它算是 {age} 岁。").format(age=age), "age", "born_on")
    if person.school_stage and age < SCHOOL_AGE:
        raise refusal(_("{age} 岁还不到上学年龄。").format(age=age), "age_school", "school_stage")
    if person.work_months and age < WORKING_AGE:
        raise refusal(_("未满 16 岁不能登记务工。"), "age_work", "work_months")


def _require_generation(person: Person, head: Person) -> None:
    younger = {Person.Relation.CHILD, Person.Relation.GRANDCHILD}
    older = {Person.Relation.PARENT, Person.Relation.GRANDPARENT}
    if person.relation in younger and person.born_on <= head.born_on:
        raise refusal(_("与户主关系是晚辈，出生日期却不晚于户主。"), "generation", "relation", "born_on")
    if person.relation in older and person.born_on >= head.born_on:
        raise refusal(_("与户主关系是长辈，出生日期却不早于户主。"), "generation", "relation", "born_on")


def require_living_once(person: Person) -> None:
    """A person lives in one household only, found by the blind index of the identity number."""
    if not person.identity_index:
        return
    others = Person.objects.filter(identity_index=person.identity_index, status=Person.Status.LIVING)
    other = others.exclude(pk=person.pk).select_related("household__village").first()
    if other is not None:
        place = f"{other.household.village.name} {other.household.code}"
        message = _("这个身份证号已登记在另一户：{place}。请先在那一户办理迁出。").format(place=place)
        raise refusal(message, "living_twice", "identity")


def age_on(born_on: datetime.date, day: datetime.date) -> int:
    """Full years of age on a day; below zero before birth."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
