"""The house of a test run: a state folder of its own, quick password hashing, the rest as it is in use."""

import os
import tempfile

os.environ["SIQIAO_DATA"] = tempfile.mkdtemp(prefix="siqiao-test-")

from siqiao.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
