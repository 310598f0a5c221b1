"""Where a running house keeps its state: one folder, with its keys beside its database."""

import base64
import json
import os
import secrets
from pathlib import Path


def state_folder() -> Path:
    """The folder of `--data` or SIQIAO_DATA; `var` of the current folder when neither is given."""
    return Path(os.environ.get("SIQIAO_DATA") or "var").resolve()


def read_keys(folder: Path) -> dict[str, str]:
    """The secrets of this house, made once, readable by their owner alone.

    `django` signs sessions, `personal` encrypts identities (a list, the newest first, parted by commas),
    `blind` keys the search index of identities, `audit` keys the hash chain.
    """
    path = folder / "keys.json"
    if path.exists():
        return json.loads(path.read_text())
    keys = {
        "django": secrets.token_urlsafe(50),
        "personal": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "blind": secrets.token_hex(32),
        "audit": secrets.token_hex(32),
    }
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process of the same house was first
        return json.loads(path.read_text())
    with os.fdopen(handle, "w") as file:
        json.dump(keys, file, indent=1)
    return keys
