"""siqiao serve: the pages and one worker for jobs, started together and stopped together."""

import argparse
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from siqiao.commands.house import DONE, INPUT_AT_FAULT, InputFault, add_command, open_house, prepare, say

HOST, PORT, THREADS = "127.0.0.1", 8000, 8
STOP_SECONDS = 10
BEAT_FILE = "worker.beat"
SERVED_FILE = "serve.beat"  # touched while a folder is served, so that nobody restores into it
PR_SET_PDEATHSIG = 1  # <sys/prctl.h>


def add(commands: Any) -> None:
    serve = add_command(commands, "serve", run, about="启动服务")
    serve.add_argument("--port", type=int, default=PORT, metavar="P", help=f"端口（默认 {PORT}）")
    add_command(commands, "worker", work, about="处理后台任务（由 serve 启动）")


def run(args: argparse.Namespace) -> int:
    """Prepare the state and serve it until told to stop."""
    require_free_port(args.port)
    folder = open_house(args)
    prepare()
    from django.db import connections

    connections.close_all()
    say(f"四桥已启动：http://{HOST}:{args.port}  数据在 {folder}  按 Ctrl-C 停止")
    return _keep(folder, args.port)


def require_free_port(port: int) -> None:
    """InputFault where the port is taken or is none."""
    if not 0 < port < 65536:
        raise InputFault(f"端口应在 1 至 65535 之间，现在是 {port}。")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise InputFault(f"端口 {port} 不能用（{error.strerror}）。请用 --port 换一个。") from error


def _end_with_parent() -> None:
    """Called in the child: on Linux it is asked to stop when `serve` itself is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


# A group of its own keeps the terminal's Ctrl-C from the children: `serve` stops them in order.
OWN_GROUP: dict[str, Any] = {"process_group": 0, "preexec_fn": _end_with_parent}


def _keep(folder: Path, port: int) -> int:
    """Watch both processes: a worker that dies is started again, pages that die end the command."""
    wanted_stop: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _frame: wanted_stop.append(received))
    environment = {**os.environ, "SIQIAO_DATA": str(folder)}
    pages, worker = _start_pages(port, environment), _start_worker(environment)
    try:
        while not wanted_stop and pages.poll() is None:
            if worker.poll() is not None:
                say("后台任务进程停了，重新启动。")
                time.sleep(1)
                worker = _start_worker(environment)
            (folder / SERVED_FILE).touch()
            time.sleep(0.5)
    finally:
        _stop(pages, worker)
        (folder / SERVED_FILE).unlink(missing_ok=True)
    if wanted_stop:
        return DONE
    print("网页服务自己停了，原因见上面的记录。", file=sys.stderr)
    return INPUT_AT_FAULT


def _start_pages(port: int, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "error"]
    command += ["--host", HOST, "--port", str(port), "--workers", "1", "--blocking-threads", str(THREADS)]
    return subprocess.Popen([*command, "siqiao.config.wsgi:application"], env=environment, **OWN_GROUP)


def _start_worker(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "siqiao.cli", "worker"], env=environment, **OWN_GROUP)


def _stop(*processes: subprocess.Popen[bytes]) -> None:
    """Ask both to stop, wait, and end what has not."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def work(args: argparse.Namespace) -> int:
    """The worker's process: takes jobs until told to stop or until its parent is gone."""
    folder = open_house(args)
    stopped: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _frame: stopped.append(received))
    from siqiao.core import jobs

    jobs.work_forever(_should_stop(stopped, folder / BEAT_FILE, os.getppid()))
    return DONE


def _should_stop(stopped: list[int], beat: Path, parent: int) -> Callable[[], bool]:
    """What the worker asks between jobs; each question is also a beat that `doctor` looks for."""

    def should_stop() -> bool:
        beat.touch()
        return bool(stopped) or os.getppid() != parent

    return should_stop
