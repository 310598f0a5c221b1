"""Pages made from the code say what the code says."""

import pytest

from tools.print_docs import DOCS, pages


@pytest.mark.parametrize("name", ["access.md", "dictionary.md"])
def test_it_is_what_make_docs_would_write(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name], "run: make docs"
