"""A server of this machine that speaks the chat-completions API, with replies made beforehand."""

import http.server
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

REPORT = (
    "Talks in Oslo\n\n2 May 2024\n\nPresident Kofi Mensah of Togo and President Ama Boateng of "
    "Ghana held peace talks in Oslo on Monday. Togo fights Ghana over the border. Ghana demands "
    "the withdrawal of Togo’s troops. Norway may offer aid to Togo if a truce holds.\n"
)
GOOD: dict[str, Any] = {
    "about_peace_process": True,
    "parties": [
        {"name": "Togo", "kind": "state", "iso3": "tgo", "quote": "Togo fights Ghana"},
        {"name": "Ghana", "kind": "state", "aliases": ["Accra"], "quote": "Togo fights Ghana"},
        {"name": "Norway", "kind": "state", "quote": "Norway may offer aid"},
    ],
    "people": [
        {"name": "Kofi Mensah", "office": "President", "party": "Togo",
         "quote": "President Kofi Mensah of Togo"},
    ],
    "meetings": [
        {"kind": "summit", "status": "held", "participants": [["Kofi Mensah"], ["Ghana"]],
         "place": "Oslo", "quote": "held peace talks in Oslo on Monday"},
    ],
    "demands": [
        {"party": "Ghana", "issue": "withdrawal of Togo's troops", "catalogue": "withdrawal",
         "quote": "Ghana demands the withdrawal of Togo's troops"},
    ],
    "levers": [
        {"holder": "Norway", "target": "Togo", "instrument": "aid", "state": "offered",
         "name": "aid", "condition": "if a truce holds", "quote": "Norway may offer aid to Togo"},
    ],
    "sides": [["Togo"], ["Ghana"]],
}  # fmt: skip


def changed(**lists: Any) -> dict[str, Any]:
    """The good reply with some lists replaced."""
    return {**GOOD, **lists}


@dataclass
class Fake:
    """What the server says, one reply after another (the last again and again), and was asked."""

    replies: list[Any]
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    address: str = ""

    def next(self) -> Any:
        return self.replies[min(len(self.asked) - 1, len(self.replies) - 1)]


def reply_of(content: Any, tokens: tuple[int, int] = (100, 50)) -> dict[str, Any]:
    """A chat completion with this content."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return {
        "id": "c1", "object": "chat.completion", "created": 1, "model": "small",
        "choices": [{"index": 0, "finish_reason": "stop",
                     "message": {"role": "assistant", "content": text}}],
        "usage": {"prompt_tokens": tokens[0], "completion_tokens": tokens[1],
                  "total_tokens": sum(tokens)},
    }  # fmt: skip


@contextmanager
def serving(*replies: Any) -> Iterator[Fake]:
    """The server; a reply is content, a status, or a function of what was asked."""
    fake = Fake(list(replies))

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            fake.asked.append(body)
            fake.keys.append(self.headers.get("authorization"))
            reply = fake.next()
            if isinstance(reply, Callable):  # type: ignore[arg-type]
                reply = reply(body)
            status = reply if isinstance(reply, int) else 200
            key = (self.headers.get("authorization") or "").removeprefix("Bearer ")
            said = {"error": {"message": f"refused key {key}", "type": "x"}}
            data = json.dumps(said if status != 200 else reply_of(reply)).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    fake.address = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
