"""A lifecycle drawn from its declaration, as SVG that reads aloud and prints.

The straight way stands in a column from top to bottom; states off it stand to its right, level with where
they are entered. Moves back or over a state bend to the left. Only presentation attributes: the page's
security policy allows no styles.
"""

from dataclasses import dataclass
from html import escape

from siqiao.core.lifecycle import Lifecycle, Transition

WIDTH, ROW, BOX_WIDTH, BOX_HEIGHT, TOP = 680, 84, 148, 42, 8
MAIN_X, SIDE_X = 250, 560
LINE = "#667382"


@dataclass(frozen=True)
class Place:
    """The middle of a state's box."""

    x: int
    y: int
    row: int

    @property
    def is_main(self) -> bool:
        return self.x == MAIN_X


def draw(lifecycle: Lifecycle) -> str:
    """The whole picture."""
    places = _places(lifecycle)
    height = TOP + ROW * (1 + max(place.row for place in places.values()))
    spoken = "；".join(_sentence(lifecycle, move) for move in lifecycle.transitions)
    arrows = "".join(_arrows(move, places) for move in lifecycle.transitions)
    boxes = "".join(_box(lifecycle, code, place) for code, place in places.items())
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" width="100%" role="img" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(str(lifecycle.title))}</title><desc>{escape(spoken)}</desc>"
        f'<defs><marker id="{_mark(lifecycle)}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" '
        f'markerHeight="7" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="{LINE}"/></marker></defs>'
        f'<g fill="none" stroke="{LINE}" stroke-width="1.5" font-size="12">'
        f"{arrows.replace('#MARK', '#' + _mark(lifecycle))}</g>{boxes}</svg>"
    )


def main_way(lifecycle: Lifecycle) -> list[str]:
    """States from the first to the last along the main transitions."""
    way = [lifecycle.states[0].code]
    while True:
        mains = (move for move in lifecycle.transitions if move.is_main and way[-1] in move.sources)
        following = next((move.target for move in mains if move.target not in way), None)
        if following is None:
            return way
        way.append(following)


def _places(lifecycle: Lifecycle) -> dict[str, Place]:
    way = main_way(lifecycle)
    places = {code: Place(MAIN_X, _middle(row), row) for row, code in enumerate(way)}
    taken: set[int] = set()
    for state in lifecycle.states:
        if state.code in places:
            continue
        row = _free_row(lifecycle, state.code, places, taken)
        taken.add(row)
        places[state.code] = Place(SIDE_X, _middle(row), row)
    return places


def _free_row(lifecycle: Lifecycle, code: str, places: dict[str, Place], taken: set[int]) -> int:
    """The row of the first state from which this one is entered, or the next that is free."""
    sources = [source for move in lifecycle.transitions if move.target == code for source in move.sources]
    row = next((places[source].row for source in sources if source in places), 0)
    while row in taken:
        row += 1
    return row


def _middle(row: int) -> int:
    return TOP + row * ROW + BOX_HEIGHT // 2 + 4


def _mark(lifecycle: Lifecycle) -> str:
    return f"arrow-{lifecycle.model._meta.model_name}"


def _sentence(lifecycle: Lifecycle, move: Transition) -> str:
    sources = "、".join(str(lifecycle.by_code[code].title) for code in move.sources)
    return f"{sources} —{move.title}→ {lifecycle.by_code[move.target].title}"


def _box(lifecycle: Lifecycle, code: str, place: Place) -> str:
    state = lifecycle.by_code[code]
    left, top = place.x - BOX_WIDTH // 2, place.y - BOX_HEIGHT // 2
    stroke = "currentColor" if place.is_main else LINE
    limit = f'<tspan x="{place.x}" dy="15" font-size="11">≤ {state.days} 天</tspan>' if state.days else ""
    first_line = place.y - 2 if state.days else place.y + 5
    return (
        f'<rect x="{left}" y="{top}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="6" fill="#fff" '
        f'stroke="{stroke}" stroke-width="1.5"/>'
        f'<text x="{place.x}" y="{first_line}" text-anchor="middle" font-size="14" fill="#182433">'
        f"{escape(str(state.title))}{limit}</text>"
    )


def _arrows(move: Transition, places: dict[str, Place]) -> str:
    """The lines of a move; its title stands once, at the first."""
    target = places[move.target]
    parts = []
    for order, source in enumerate(move.sources):
        path, x, y, anchor = _line(places[source], target)
        parts.append(f'<path d="{path}" marker-end="url(#MARK)"/>')
        if order == 0:
            parts.append(
                f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="#182433" stroke="#fff" stroke-width="4" '
                f'paint-order="stroke">{escape(str(move.title))}</text>'
            )
    return "".join(parts)


def _line(source: Place, target: Place) -> tuple[str, int, int, str]:
    """The path from box to box, and where its title stands."""
    half_wide, half_high = BOX_WIDTH // 2, BOX_HEIGHT // 2
    if source.x == target.x and target.row == source.row + 1:
        path = f"M{source.x} {source.y + half_high} V{target.y - half_high}"
        return path, source.x + 8, (source.y + target.y) // 2 + 4, "start"
    if source.x == target.x:
        bend = (48 + 14 * abs(source.row - target.row)) * (-1 if source.is_main else 1)
        side = source.x + half_wide * (-1 if source.is_main else 1)
        path = f"M{side} {source.y} C{side + bend} {source.y} {side + bend} {target.y} {side} {target.y}"
        anchor = "end" if source.is_main else "start"
        return path, side + bend * 3 // 4, (source.y + target.y) // 2 + 4, anchor
    toward = 1 if target.x > source.x else -1
    start, end = source.x + half_wide * toward, target.x - half_wide * toward
    down = 6 if toward < 0 else -6  # there and back do not lie on one another
    path = f"M{start} {source.y + down} L{end} {target.y + down}"
    beside = 13 if toward < 0 else -5  # the title of a way back stands under its line
    return path, (start + end) // 2, (source.y + target.y) // 2 + down + beside, "middle"
