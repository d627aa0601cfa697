"""The command line called as a user does, in this process: what it printed and its exit code."""

import contextlib
import io
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import makers
from parley.cli import main
from parley.dossier.schema import LISTS, Dossier
from parley.dossier.store import save

JUDGED = {"judgement": {"who": "test", "why": "invented"}}
SMALL = ("--draws", "20", "--paths", "10")
PEACE = (
    "Peace talks between Ethiopia and Eritrea resumed on Monday. Ethiopia demanded that Eritrea "
    "withdraw its troops from the border town. The two governments, at war since 1998, are to "
    "meet again in Algiers next month for a ceasefire agreement, the mediator said.\n"
)


@dataclass(frozen=True)
class Called:
    """What a call printed, and its exit code."""

    code: int
    out: str
    err: str

    def is_one_line_about(self, *words: str) -> bool:
        """Whether the call failed with one line on standard error that names these things."""
        lines = self.err.splitlines()
        return (
            self.code in (1, 2)
            and self.out == ""
            and len(lines) == 1
            and lines[0].startswith("parley: ")
            and "Traceback" not in self.err
            and all(w in self.err for w in words)
        )


def call(*args: object) -> Called:
    """Run `parley ARGS` through `parley.cli.main`."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["parley", *map(str, args)])
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                main()
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else int(end.code is not None)
    return Called(code, out.getvalue(), err.getvalue())


def folder(path: Path, *, accepted: bool = True, **changes: object) -> Path:
    """The plain process of the makers as a dossier folder."""
    data = makers.plain(**changes)
    if accepted:
        for name in LISTS:
            data[name] = [{**JUDGED, **e, "review": "accepted"} for e in data.get(name, [])]
        data["order"] = [{k: v for k, v in o.items() if k != "judgement"} for o in data["order"]]
    save(Dossier.model_validate(data), path)
    return path
