"""Personal data: encrypted at rest, found through a keyed blind index, shown masked (handbook, section 12)."""

import hashlib
import hmac
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

from siqiao.core.errors import DomainError


@lru_cache(maxsize=4)
def _cipher(keys: str) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys.split(",")])


def encrypt(text: str) -> str:
    """The text under the newest personal key."""
    return _cipher(settings.KEYS["personal"]).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """The text of a token under any personal key of the house; DomainError where the key is lost."""
    try:
        return _cipher(settings.KEYS["personal"]).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise DomainError("个人信息无法解密：keys.json 与数据库不是同一套。", code="personal_key") from error


def blind_index(text: str) -> str:
    """A keyed digest (32 hexadecimal digits) by which an exact value is found without being stored readable."""
    key = settings.KEYS["blind"].encode()
    return hmac.new(key, text.strip().upper().encode(), hashlib.sha256).hexdigest()[:32]


class EncryptedField(models.TextField):
    """Text that is readable in Python and unreadable in the database, its backups and its exports."""

    def from_db_value(self, value: str | None, *_unused: Any) -> str | None:
        return decrypt(value) if value else value

    def get_prep_value(self, value: Any) -> str | None:
        return encrypt(str(value)) if value else value


class NameField(models.CharField):
    """A person's name: searchable in the database, written into the audit chain only as a blind index."""


def mask_name(name: str) -> str:
    """金小花 → 金**."""
    return name[:1] + "*" * max(len(name) - 1, 1) if name else ""


def mask_identity(number: str) -> str:
    """620525199001011234 → 6205**********1234."""
    return number[:4] + "*" * (len(number) - 8) + number[-4:] if len(number) > 8 else "*" * len(number)


def mask_phone(number: str) -> str:
    """13812345678 → 138****5678."""
    return number[:3] + "*" * (len(number) - 7) + number[-4:] if len(number) > 7 else "*" * len(number)


def mask_account(number: str) -> str:
    """The last four digits of an account."""
    return "*" * max(len(number) - 4, 0) + number[-4:]
