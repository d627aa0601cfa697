"""How to cite a brief: one line of text, BibTeX and CSL-JSON, each naming run, seed and date."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from parley.brief import words
from parley.outlook.document import Outlook


def citation(o: Outlook) -> str:
    """Return the citation as one sentence.

    It names the process, the date of the record, the run, the seed and the version: what someone
    needs to make the same bytes again.
    """
    record = f"Record of {words.day(o.as_of)}" if o.as_of else "Undated record"
    return (
        f"Parley {o.version}. What to expect: {o.process.title.strip()}. "
        f"{record}, run {o.run_id}, seed {o.seed}."
    )


def bibtex(o: Outlook) -> str:
    """Return the citation as a BibTeX entry of type `misc`; text is escaped for TeX."""
    fields = {
        "author": "{Parley}",
        "title": f"{{What to expect: {_tex(o.process.title)}}}",
        "note": f"Version {_tex(o.version)}, run {_tex(o.run_id)}, seed {o.seed}",
    }
    if o.as_of:
        fields |= {"year": str(o.as_of.year), "month": str(o.as_of.month), "day": str(o.as_of.day)}
    body = "".join(f"  {k} = {{{v}}},\n" for k, v in fields.items())
    return f"@misc{{{_key(o)},\n{body}}}\n"


def csl_json(o: Outlook) -> list[dict[str, Any]]:
    """Return the citation as CSL-JSON: a list of one item, as reference managers read it."""
    item: dict[str, Any] = {
        "id": _key(o),
        "type": "report",
        "title": f"What to expect: {o.process.title.strip()}",
        "author": [{"literal": "Parley"}],
        "number": o.run_id,
        "version": o.version,
        "note": f"run {o.run_id}, seed {o.seed}",
    }
    if o.as_of:
        item["issued"] = {"date-parts": [[o.as_of.year, o.as_of.month, o.as_of.day]]}
    return [item]


def files(o: Outlook) -> dict[str, bytes]:
    """Return the three forms as files by name."""
    text = json.dumps(csl_json(o), ensure_ascii=False, indent=1)
    made = {"citation.txt": citation(o), "citation.bib": bibtex(o), "citation.csl.json": text}
    return {name: (body.rstrip("\n") + "\n").encode() for name, body in made.items()}


def _key(o: Outlook) -> str:
    """A key of plain letters: first words of the title, year, first letters of the run."""
    bare = unicodedata.normalize("NFKD", o.process.title).encode("ascii", "ignore").decode()
    names = re.findall(r"[A-Za-z0-9]+", bare)[:3]
    year = str(o.as_of.year) if o.as_of else "undated"
    return "-".join(["parley", *(n.lower() for n in names), year, o.run_id[:8]])


def _tex(text: str) -> str:
    r"""Text with TeX's own characters escaped.

    Examples
    --------
    >>> _tex("50 % of A & B_{1}\\")
    '50 \\% of A \\& B\\_\\{1\\}\\textbackslash{}'
    """
    marks = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return "".join(marks.get(c) or (f"\\{c}" if c in "&%$#_{}" else c) for c in text.strip())
