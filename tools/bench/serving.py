"""Both servers: the house as `siqiao serve` serves it, and the bare view under the same kind of server."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from siqiao.commands.serve import HOST, THREADS
from tools.bench.house import ROOT

START_SECONDS = 60
STOP_SECONDS = 15


@dataclass(frozen=True)
class Servers:
    """Ports on the loopback."""

    house: int
    bare: int


@contextmanager
def served(folder: Path) -> Iterator[Servers]:
    """Serve a house until the block is left."""
    ports = Servers(_free_port(), _free_port())
    environment = {**os.environ, "SIQIAO_DATA": str(folder)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    house = [sys.executable, "-m", "siqiao.cli", "serve", "--port", str(ports.house)]
    bare = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "error"]
    bare += ["--host", HOST, "--port", str(ports.bare), "--workers", "1", "--blocking-threads", str(THREADS)]
    running = [
        _start(house, environment),
        _start(
            [*bare, "siqiao.config.wsgi:application"],
            environment | {"DJANGO_SETTINGS_MODULE": "tools.bench.bare_settings"},
        ),
    ]
    try:
        _wait_until_answered(ports.house, "/sign-in", running)
        _wait_until_answered(ports.bare, "/bare", running)
        yield ports
    finally:
        for process in running:
            _stop(process)


def _start(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(STOP_SECONDS)
        return
    process.kill()
    process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def _wait_until_answered(port: int, address: str, running: list[subprocess.Popen[bytes]]) -> None:
    """Any answer will do: a refusal is one too."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if any(process.poll() is not None for process in running):
            raise RuntimeError(f"a server ended by itself before {address} was answered")
        try:
            urllib.request.urlopen(f"http://{HOST}:{port}{address}", timeout=START_SECONDS).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"{address} was not answered within {START_SECONDS} s")
