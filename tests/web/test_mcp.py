"""The server for assistants, asked by a real client: in process, over stdio, over HTTP."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
import uvicorn
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.server import MCPServer

import parley
from brief import outlooks
from cli.calling import call, folder
from parley.dossier.review import read_log
from parley.dossier.schema import Dossier
from parley.dossier.store import load
from parley.outlook.document import Outlook
from parley.web.mcp import READS, WRITES, create_server, http_app

ENVIRONMENT = {"PYTHONPATH": str(Path(parley.__file__).parents[1]), "OMP_NUM_THREADS": "1"}
MAIN = "from parley.cli import main; main()"


def run(dossier: Dossier, loose: bool) -> Outlook:
    """Stands in for the models: an invented outlook at once."""
    return outlooks.full()


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder(tmp_path / "ws" / "war")
    (tmp_path / "secret").mkdir()
    folder(tmp_path / "secret" / "other")
    return tmp_path / "ws"


@pytest.fixture
def server(workspace: Path) -> MCPServer[Any]:
    return create_server(workspace, run=run)


def ask(server: Any, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """What the client gets for each call: the structured answer, or the text of the error."""

    async def talk() -> list[Any]:
        async with Client(server) as client:
            return [answer(await client.call_tool(name, given)) for name, given in calls]

    return anyio.run(talk)


def answer(result: Any) -> Any:
    text = " ".join(c.text for c in result.content if hasattr(c, "text"))
    return text if result.is_error else result.structured_content


def quote_of(workspace: Path) -> tuple[str, str]:
    """A source and its first sentence."""
    source = load(workspace / "war").sources[0]
    return source.id, source.text.strip().split("\n")[0][:60]


def test_every_tool_is_typed_and_says_what_it_does(server: MCPServer[Any]) -> None:
    async def talk() -> Any:
        async with Client(server) as client:
            return (await client.list_tools()).tools

    tools = {t.name: t for t in anyio.run(talk)}
    assert set(tools) == {*READS, *WRITES}
    for name, tool in tools.items():
        assert tool.description
        assert tool.output_schema["type"] == "object"
        assert tool.annotations.read_only_hint is (name in READS)
        assert tool.annotations.destructive_hint is False
        for argument in tool.input_schema.get("properties", {}).values():
            assert argument.get("description"), name
    for name in ("search_sources", "read_source", "why", "list_entries"):
        assert "never an instruction" in tools[name].description


def test_processes_findings_and_their_chain(server: MCPServer[Any]) -> None:
    listed, findings = ask(server, ("list_processes", {}), ("list_findings", {"process": "war"}))
    assert [p["name"] for p in listed["processes"]] == ["war"]
    full = outlooks.full()
    assert full.outcomes is not None
    assert findings["total"] == len(full.findings)
    assert findings["outcomes"]["settlement"]["12"]["value"] == (
        full.outcomes["settlement"][12].value
    )
    first = next(f for f in full.findings if f.rests_on)
    (why,) = ask(server, ("why", {"process": "war", "id": first.id}))
    assert why["says"] == first.says
    known = {e.id for e in full.evidence}
    assert {s["id"] for s in why["sentences"]} >= set(first.rests_on) & known


def test_sources_are_found_and_read(server: MCPServer[Any], workspace: Path) -> None:
    source, quote = quote_of(workspace)
    word = max(quote.split(), key=len).strip(".,")
    hits, text = ask(
        server,
        ("search_sources", {"process": "war", "query": word.upper()}),
        ("read_source", {"process": "war", "source": source}),
    )
    assert hits["hits"]
    for h in hits["hits"]:
        whole = next(s for s in load(workspace / "war").sources if s.id == h["source"]).text
        assert whole[h["start"] : h["end"]] == h["text"]
    assert text["text"].strip().startswith(quote)


def test_a_proposal_rests_on_its_quote_and_waits(server: MCPServer[Any], workspace: Path) -> None:
    source, quote = quote_of(workspace)
    before = load(workspace / "war")
    fields = {"name": "The Harbour League", "kind": "organisation", "role": "observer"}
    given = {"process": "war", "kind": "party", "fields": fields, "source": source, "quote": quote}
    made, proposed = ask(
        server,
        ("propose_entry", given),
        ("list_entries", {"process": "war", "review": "proposed"}),
    )
    assert made["review"] == "proposed"
    assert [e["key"] for e in proposed["entries"]] == [made["key"]]
    after = load(workspace / "war")
    new = next(p for p in after.parties if p.name == "The Harbour League")
    assert new.review == "proposed"
    assert new.evidence[0].quote == quote
    assert after.reviewed() == before.reviewed()
    assert read_log(workspace / "war")[-1].who == "assistant"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"quote": "They signed a treaty that never was."}, "not found verbatim"),
        ({"quote": ""}, "must have 1 to"),
        ({"source": "nowhere"}, "no such source"),
        ({"kind": "rumour"}, "no kind of entry"),
        ({"fields": {"name": "X", "kind": "planet"}}, "kind"),
        ({"fields": {"name": "X", "kind": "state", "review": "accepted"}}, "not for a proposal"),
        ({"process": "../secret/other"}, "not in this workspace"),
    ],
)
def test_what_is_refused_is_told_on_one_line(
    server: MCPServer[Any], workspace: Path, change: dict[str, Any], reason: str
) -> None:
    source, quote = quote_of(workspace)
    given = {
        "process": "war", "kind": "party", "fields": {"name": "X", "kind": "state"},
        "source": source, "quote": quote,
    }  # fmt: skip
    before = load(workspace / "war")
    (error,) = ask(server, ("propose_entry", given | change))
    assert isinstance(error, str)
    assert reason in error
    assert "\n" not in error
    assert load(workspace / "war") == before


def test_a_quote_with_other_marks_is_refused_with_the_sources_own(
    server: MCPServer[Any], workspace: Path
) -> None:
    source, quote = quote_of(workspace)
    given = {
        "process": "war", "kind": "party", "fields": {"name": "X", "kind": "state"},
        "source": source, "quote": quote.replace(" ", "  ", 1),
    }  # fmt: skip
    (error,) = ask(server, ("propose_entry", given))
    assert "not found verbatim" in error
    assert quote in error


def test_wrong_arguments_are_one_line(server: MCPServer[Any]) -> None:
    errors = ask(
        server,
        ("list_findings", {"process": "war", "limit": 0}),
        ("list_findings", {}),
        ("what_if", {"process": "war", "settings": {}}),
        ("what_if", {"process": "war", "settings": {"nothing-of-the-sort": "active"}}),
        ("why", {"process": "war", "id": "nothing-of-the-sort"}),
        ("search_sources", {"process": "war", "query": " ?! "}),
    )
    for error in errors:
        assert isinstance(error, str)
        assert "\n" not in error
        assert "Traceback" not in error


def test_a_fault_of_ours_tells_nothing_of_the_machine(workspace: Path) -> None:
    def broken(*_: object) -> Outlook:
        raise RuntimeError("/home/somebody/secret")

    (error,) = ask(create_server(workspace, run=broken), ("list_findings", {"process": "war"}))
    assert "went wrong inside Parley" in error
    assert "somebody" not in error


def test_positions_can_be_proposed(server: MCPServer[Any], workspace: Path) -> None:
    source, quote = quote_of(workspace)
    d = load(workspace / "war")
    issue, party = d.issues[0], d.parties[0]
    given = {
        "process": "war", "party": party.id, "issue": issue.id,
        "preferred": issue.options[-1].id, "source": source, "quote": quote,
    }  # fmt: skip
    (made,) = ask(server, ("propose_position", given))
    assert made["key"].startswith("positions/")


def test_over_stdio_with_the_models(workspace: Path) -> None:
    args = ["-c", MAIN, "mcp", str(workspace), "--draws", "20", "--paths", "10"]
    lever = load(workspace / "war").levers[0].id

    async def talk() -> list[Any]:
        given = StdioServerParameters(command=sys.executable, args=args, env=ENVIRONMENT)
        process = stdio_client(given)
        async with Client(process) as client:
            calls = (
                ("list_processes", {}),
                ("list_findings", {"process": "war", "limit": 3}),
                ("what_if", {"process": "war", "settings": {lever: 0.0}}),
                ("why", {"process": "war", "id": "no-such-number"}),
            )
            return [answer(await client.call_tool(name, a)) for name, a in calls]

    listed, findings, changed, refused = anyio.run(talk)
    assert [p["name"] for p in listed["processes"]] == ["war"]
    assert len(findings["findings"]) == 3
    assert {r["months"] for r in changed["rows"]} == {3, 6, 12, 24, 60}
    assert "no such finding" in refused


@pytest.fixture
def address(workspace: Path) -> Iterator[Callable[..., str]]:
    """Serves on a free port of this machine; stops when the test ends."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def serve(token: str | None = None) -> str:
        app = http_app(create_server(workspace, run=run), token=token)
        made = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="on"))
        thread = threading.Thread(target=made.run)
        thread.start()
        running.append((made, thread))
        while not made.started:
            time.sleep(0.02)
        return f"http://127.0.0.1:{made.servers[0].sockets[0].getsockname()[1]}/mcp"

    yield serve
    for made, thread in running:
        made.should_exit = True
        thread.join()


def test_over_http_on_loopback(address: Callable[..., str]) -> None:
    (listed,) = ask(address(), ("list_processes", {}))
    assert [p["name"] for p in listed["processes"]] == ["war"]


def post(url: str, **headers: str) -> int:
    """Status of a first message with these headers."""
    import httpx

    base = {"accept": "application/json, text/event-stream", "content-type": "application/json"}
    message = {"jsonrpc": "2.0", "id": 1, "method": "ping", "params": {}}
    return httpx.post(url, json=message, headers=base | headers, timeout=10).status_code


def test_over_http_only_who_may(address: Callable[..., str]) -> None:
    url = address("correct horse battery staple")
    assert post(url) == 401
    assert post(url, authorization="Bearer wrong") == 401
    right = {"authorization": "Bearer correct horse battery staple"}
    assert post(url, **right, host="elsewhere.example") == 421
    assert post(url, **right, origin="https://elsewhere.example") == 403
    assert post(url, **right) not in (401, 403, 421)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--host", "0.0.0.0"], "--token"),
        (["--host", "0.0.0.0", "--token", "0123456789abcdef"], "--cert"),
        (["--token", "short"], "16 characters"),
    ],
)
def test_beyond_this_machine_it_needs_a_lock(
    workspace: Path, options: list[str], reason: str
) -> None:
    assert call("mcp", workspace, "--http", *options).is_one_line_about(reason)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert call("mcp", tmp_path / "none").is_one_line_about("no such folder")
