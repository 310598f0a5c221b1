"""The English of the house: gather the Chinese texts of each room, check their English, make it loadable.

    python -m tools.messages sync      # new texts into each room's .po, dropped ones out of it
    python -m tools.messages check     # 1 where a text has no fit English; lists each
    python -m tools.messages compile   # .mo beside each .po (not kept in the repository)

A text is found where it is marked: `_("…")` in Python, `{% translate "…" %}` and its kin in templates.
The .po files hold neither dates nor places, so that a change of one text is a change of a few lines.
"""

import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parents[1] / "src/siqiao"
ENGLISH = Path("locale/en/LC_MESSAGES/django.po")
ONE, MANY, IN, IN_MANY = None, (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    **dict.fromkeys(("_", "_lazy", "gettext", "gettext_lazy", "gettext_noop"), ONE),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), MANY),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), IN),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), IN_MANY),
}
HEADER = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
PERCENT_NAME = re.compile(r"%\((\w+)\)[sd]")
CHINESE_STAYS = {  # a language by its own name; examples of what is to be typed
    "中文",
    "地名或区划代码，如 滨海新区、620525。",
    "多个用顿号分开，如 因病、因学",
}

Key = tuple[str, str]  # context and text


@dataclass(frozen=True)
class Text:
    """A text as it stands in the source; `plural` is empty where it is not counted."""

    context: str
    text: str
    plural: str = ""

    @property
    def key(self) -> Key:
        return self.context, self.text


# --- gathering -------------------------------------------------------------------------------------------------


def texts_of_python(source: str) -> Iterator[Text]:
    """Every marked text of a Python file."""
    file = io.BytesIO(source.encode())
    for _line, words, _comments, context in extract("python", file, KEYWORDS, options={"encoding": "utf-8"}):
        text, plural = words if isinstance(words, tuple) else (words, "")
        yield Text(context or "", text, plural)


def texts_of_template(source: str) -> Iterator[Text]:
    """Every marked text of a Django template; Django turns it into something that reads like Python."""
    likeness = templatize(source)
    return texts_of_python("\n".join(line.strip() for line in likeness.splitlines()))


def texts_of_room(room: Path) -> list[Text]:
    """The texts of a room, each once, in the order of their characters; counted where it is so anywhere."""
    found: dict[Key, Text] = {}
    for path in sorted(room.rglob("*")):
        if path.suffix not in {".py", ".html"} or "migrations" in path.parts:
            continue
        read = texts_of_python if path.suffix == ".py" else texts_of_template
        for text in read(path.read_text(encoding="utf-8")):
            if text.text and (text.plural or text.key not in found):
                found[text.key] = text
    return [found[key] for key in sorted(found)]


def rooms(source: Path = SOURCE) -> list[Path]:
    """The folders that may hold texts."""
    return sorted(path for path in source.iterdir() if (path / "__init__.py").exists())


# --- catalogues ------------------------------------------------------------------------------------------------


def read(path: Path) -> Catalog:
    """The catalogue in a .po file, empty where there is none."""
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def merged(texts: Iterable[Text], old: Catalog, known: dict[Key, Message]) -> Catalog:
    """A catalogue of exactly these texts with the English they had, here or else in another room."""
    new = Catalog(locale="en")
    for text in texts:
        words = (text.text, text.plural) if text.plural else text.text
        had = old.get(text.text, text.context or None) or known.get(text.key)
        message = new.add(words, context=text.context or None)
        if had and bool(had.pluralizable) == bool(text.plural):
            message.string = had.string
            message.user_comments = had.user_comments
            message.flags |= had.flags & {"fuzzy"}
    return new


def merged_rooms(source: Path = SOURCE) -> dict[Path, Catalog]:
    """By .po file: the catalogue it should hold. Rooms without texts are left out."""
    gathered = {room / ENGLISH: texts_of_room(room) for room in rooms(source)}
    old = {path: read(path) for path in gathered}
    known = {key_of(message): message for catalogue in old.values() for message in catalogue if is_done(message)}
    return {path: merged(texts, old[path], known) for path, texts in gathered.items() if texts}


def key_of(message: Message) -> Key:
    """Context and text, as `Text.key`."""
    return message.context or "", forms_of(message.id)[0]


def room_of(path: Path) -> str:
    """The room a .po file belongs to."""
    return path.parents[3].name


def forms_of(words: str | Iterable[str] | None) -> list[str]:
    """The one form of a plain text, the two of a counted one."""
    return [words] if isinstance(words, str) else list(words or [""])


def is_done(message: Message) -> bool:
    """Is there English in every form?"""
    return bool(message.id) and all(forms_of(message.string))


def write(path: Path, catalogue: Catalog) -> bool:
    """Write a .po file; False where it already stood so."""
    body = io.BytesIO()
    write_po(body, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    content = HEADER + body.getvalue().decode().strip() + "\n"
    if path.exists() and path.read_text(encoding="utf-8") == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return True


# --- checking --------------------------------------------------------------------------------------------------


def faults(catalogues: dict[Path, Catalog]) -> Iterator[str]:
    """One line for each text whose English is missing or wrong."""
    for path, catalogue in catalogues.items():
        for message in catalogue:
            if message.id:
                yield from (f"{room_of(path)}：{key_of(message)[1]!r} {fault}" for fault in faults_of(message))
    yield from disagreements(catalogues)


def faults_of(message: Message) -> Iterator[str]:
    """What is wrong with the English of one text."""
    if not is_done(message):
        yield "没有英文"
        return
    if message.fuzzy:
        yield "的英文标为 fuzzy"
    chinese, english = forms_of(message.id), forms_of(message.string)
    for form in english:
        if chinese[0] not in CHINESE_STAYS and (
            CHINESE.search(form) or (CHINESE.search(chinese[0]) and form == chinese[0])
        ):
            yield f"的英文里有汉字或全角符号：{form!r}"
        yield from (f"的英文{fault}：{form!r}" for fault in misfits(chinese, form))


def misfits(chinese: list[str], english: str) -> Iterator[str]:
    """Placeholders that are not those of the Chinese, and formats Python could not fill."""
    if percent_names(english) != set().union(*map(percent_names, chinese)):
        yield "占位符 %(…)s 不一致"
    elif any("%(" in form or "%%" in form for form in chinese) and not can_fill(english):
        yield "里的百分号要写成 %%"
    if brace_names(english) != set().union(*map(brace_names, chinese)):
        yield "占位符 {…} 不一致"


def percent_names(text: str) -> set[str]:
    """The names in %(name)s."""
    return set(PERCENT_NAME.findall(text))


def brace_names(text: str) -> set[str]:
    """The names in {name}; none where braces are just braces."""
    try:
        return {name for _before, name, _format, _conversion in Formatter().parse(text) if name is not None}
    except ValueError:
        return set()


def can_fill(text: str) -> bool:
    """Can Python put values into %(name)s here?"""
    try:
        return bool(text % defaultdict(int))
    except (ValueError, TypeError):
        return False


def disagreements(catalogues: dict[Path, Catalog]) -> Iterator[str]:
    """Texts that say one thing in one room and another in the next: Django would show either."""
    said: dict[Key, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path, catalogue in catalogues.items():
        for message in filter(is_done, catalogue):
            said[key_of(message)][" / ".join(forms_of(message.string))].append(room_of(path))
    for (_context, text), versions in said.items():
        if len(versions) > 1:
            told = "；".join(f"{'、'.join(names)} {english!r}" for english, names in versions.items())
            yield f"{text!r} 的英文各处不同：{told}"


# --- commands --------------------------------------------------------------------------------------------------


def sync() -> int:
    """Bring every .po file in line with the source."""
    for path, catalogue in merged_rooms().items():
        written = write(path, catalogue)
        missing = sum(1 for message in catalogue if message.id and not is_done(message))
        if written or missing:
            print(f"{room_of(path)}：{len(catalogue)} 条，{missing} 条没有英文")
    return 0


def check() -> int:
    """List the faults; 1 where there are any."""
    found = list(faults(merged_rooms()))
    if found:
        print(*found, "运行 python -m tools.messages sync，再补上英文。", sep="\n", file=sys.stderr)
    return 1 if found else 0


def compile_all(source: Path = SOURCE) -> int:
    """A .mo file beside every .po file."""
    for path in sorted(source.glob(f"*/{ENGLISH}")):
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read(path))
    return 0


COMMANDS = {"sync": sync, "check": check, "compile": compile_all}


def main(arguments: list[str]) -> int:
    """Run one command; templates can only be read once Django is awake."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 2
    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    return COMMANDS[arguments[0]]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
