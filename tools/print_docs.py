"""Pages of docs/ that are made from the code: who may do what, and what every ledger's columns are.

`python -m tools.print_docs` writes them; a test fails where they are no longer what the code says.
"""

import os
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"


def pages() -> dict[str, str]:
    """File name and text of every page made from the code."""
    from siqiao.accounts import access_page

    return {"access.md": access_page.render(), "dictionary.md": dictionary()}


def dictionary() -> str:
    """Every ledger with its columns as a table."""
    from django.utils.translation import override

    from siqiao.core.ledger import ledgers

    lines = [
        "# 数据字典 Data dictionary",
        "",
        "由 `make docs` 从台账的声明生成。Made by `make docs` from the ledgers.",
        "",
    ]
    for ledger in ledgers():
        with override("en"):
            english, heads = str(ledger.title), {c.name: str(c.title) for c in ledger.columns}
        with override("zh-hans"):
            lines += [f"## {ledger.title} {english} `{ledger.name}`", "", str(ledger.about), ""]
            lines += ["| 栏目 | English | 名称 | 类型 | 必填 | 可以填的值 |", "|---|---|---|---|---|---|"]
            for column in ledger.columns:
                choices = "、".join(str(title) for title in ledger.choices_of(column).values())
                needed = "是" if column.required else ""
                cells = [
                    ledger.heading(column),
                    heads[column.name],
                    f"`{column.name}`",
                    ledger.kind_of(column),
                    needed,
                    choices,
                ]
                lines.append("| " + " | ".join(cells) + " |")
            lines.append("")
    return "\n".join(lines)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siqiao.config.settings_test")
    import django

    django.setup()
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
