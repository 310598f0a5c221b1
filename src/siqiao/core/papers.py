"""Papers: printed forms as PDF, typeset by Typst from a room's template and plain values."""

import json
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).resolve().parent.parent / "web" / "static" / "vendor" / "fonts"


@lru_cache(maxsize=16)
def _template(room: str, name: str) -> bytes:
    return (resources.files(room) / "papers" / name).read_bytes()


def draw_paper(room: str, name: str, values: dict[str, Any]) -> bytes:
    """The PDF of a room's `papers/<name>` with `values` in its `sys.inputs.data` as JSON text."""
    return typst.compile(  # type: ignore[call-overload]
        _template(room, name),
        format="pdf",
        sys_inputs={"data": json.dumps(values, ensure_ascii=False)},
        font_paths=[str(FONTS)] if FONTS.is_dir() else [],
    )
