"""Claims put to the test, and chance apart from numbers, as Markdown."""

from __future__ import annotations

from collections.abc import Callable

from parley.outlook.document import Outlook


def claims_text(o: Outlook, escaped: Callable[[str], str]) -> list[str]:
    """Lines of Markdown; empty when nothing was tested."""
    out = ["## Claims put to the test", ""] if o.claims else []
    out += [f"- {escaped(c.says)} Assumed of it: {escaped(c.prior)}." for c in o.claims]
    return out + [f"- {escaped(u.says)}" for u in o.uncertainty]
