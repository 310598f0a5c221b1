"""An upload above the bound is refused before it is read."""

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from siqiao.core.uploads import BoundedUploads

pytestmark = pytest.mark.django_db


def test_two_gigabytes_are_refused_without_being_read(client: Client) -> None:
    request = RequestFactory().post("/funds/statements", CONTENT_LENGTH=str(2 * 2**30))

    def read(_request: object) -> object:
        raise AssertionError("the body must not be read")

    answer = BoundedUploads(read)(request)  # type: ignore[arg-type]
    assert answer.status_code == 413
    assert str(settings.UPLOAD_BYTES_MAX // 2**20) in answer.content.decode()
