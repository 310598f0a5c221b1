"""Signed-in clients with a kept-alive connection each, and the rounds in which they ask for every page."""

import http.client
import re
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from threading import Barrier
from urllib.parse import urlencode

from siqiao.commands.serve import HOST
from tools.bench.pages import Ask, Page
from tools.bench.serving import Servers

CLIENTS = 8
TIMEOUT_SECONDS = 120
IDLE_SECONDS = 5  # granian closes after thirty
USERNAME = "west"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Answer:
    """A status and how long it took to the last byte."""

    status: int
    seconds: float
    size: int


@dataclass
class Measured:
    """All answers to a page; `first` is the one before the rounds, with nothing kept yet."""

    page: Page
    first: Answer | None = None
    answers: list[Answer] = field(default_factory=list)

    @property
    def every(self) -> list[Answer]:
        return ([self.first] if self.first else []) + self.answers

    @property
    def faults(self) -> list[int]:
        """The statuses that are not 200."""
        return sorted({answer.status for answer in self.every if answer.status != 200})


class Client:
    """One browser: a connection to each server, and cookies."""

    def __init__(self, servers: Servers) -> None:
        self.cookies: dict[str, str] = {}
        self.used_at: dict[str, float] = {}
        self.connections = {
            "house": http.client.HTTPConnection(HOST, servers.house, timeout=TIMEOUT_SECONDS),
            "bare": http.client.HTTPConnection(HOST, servers.bare, timeout=TIMEOUT_SECONDS),
        }

    def sign_in(self) -> None:
        """Through the page that people use. Raises RuntimeError when the house does not let it in."""
        from siqiao.demo.people import PASSWORD  # needs Django, which is loaded over the house by now

        page = self._send(Ask("/sign-in"))[1]
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        names = {"username": USERNAME, "password": PASSWORD, "csrfmiddlewaretoken": token.group(1).decode()}
        status = self._send(Ask("/sign-in", form=names))[0] if token else 0
        if status != 302 or "sessionid" not in self.cookies:
            raise RuntimeError(f"signing in was answered with {status}")

    def ask(self, asked: Ask) -> Answer:
        """One request, timed until the last byte of its answer."""
        if asked.form is not None:
            asked = Ask(asked.address, asked.server, asked.form | {"csrfmiddlewaretoken": self.cookies["csrftoken"]})
        self._refresh(asked.server)
        started = time.perf_counter()
        status, body = self._send(asked)
        return Answer(status, time.perf_counter() - started, len(body))

    def _refresh(self, server: str) -> None:
        """A new connection where the last one has been idle so long that the server may be closing it."""
        now = time.monotonic()
        if now - self.used_at.get(server, 0) > IDLE_SECONDS:
            self.connections[server].close()
            self.connections[server].connect()
        self.used_at[server] = now

    def _send(self, asked: Ask) -> tuple[int, bytes]:
        connection = self.connections[asked.server]
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if asked.form is None:
            connection.request("GET", asked.address, headers=headers)
        else:
            connection.request("POST", asked.address, urlencode(asked.form), headers | FORM)
        response = connection.getresponse()
        body = response.read()
        for line in response.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return response.status, body


def measure(
    servers: Servers, pages: Sequence[Page], *, rounds: int, each: int, say: Callable[[str], None]
) -> list[Measured]:
    """Ask for every page once alone, then in rounds: all clients the same page, `each` times, page after page.

    Within a burst the pages do not mix, so that a light page never waits for a heavy one; over the rounds all
    pages meet the same disturbances of the machine.
    """
    clients = [Client(servers) for _client in range(CLIENTS)]
    for client in clients:
        client.sign_in()
    found = [Measured(page) for page in pages]
    for one in found:
        one.first = clients[0].ask(one.page.asks[0])
    with ThreadPoolExecutor(CLIENTS) as threads:
        for number in range(rounds):
            for one in _turned(found, number):
                one.answers += _burst(threads, clients, one.page, number, each)
            say(f"round {number + 1} of {rounds}")
    return found


def _turned(found: list[Measured], number: int) -> list[Measured]:
    """Another page begins each round."""
    at = number * 5 % len(found)
    return found[at:] + found[:at]


def _burst(threads: ThreadPoolExecutor, clients: Sequence[Client], page: Page, number: int, each: int) -> list[Answer]:
    start = Barrier(len(clients))

    def ask(place: int) -> list[Answer]:
        start.wait()
        first = (number * len(clients) + place) * each
        return [clients[place].ask(page.asks[(first + n) % len(page.asks)]) for n in range(each)]

    return [answer for answers in threads.map(ask, range(len(clients))) for answer in answers]
