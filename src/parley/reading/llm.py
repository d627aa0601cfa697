"""A language model as a second reader: optional, off unless configured, each quote checked.

Any server that speaks the OpenAI chat-completions API will do, one on this machine too. It is
called only when an address and a model are given; the key comes from the environment alone and is
written nowhere. What it proposes stands beside what the rules propose, for a person to decide.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from parley.dossier.join import join
from parley.dossier.quote import locate
from parley.dossier.schema import Dossier, Source
from parley.errors import MissingLibraryError, NoPeaceProcessError, ReportError, UsageError
from parley.reading.llm_build import ModelBuilder
from parley.reading.llm_words import TASK, Proposals
from parley.reports import Report

if TYPE_CHECKING:
    from pydantic_ai import Agent
    from pydantic_ai.models import Model
    from pydantic_ai.usage import RunUsage

ADDRESS, MODEL, KEY = "PARLEY_LLM_ADDRESS", "PARLEY_LLM_MODEL", "PARLEY_LLM_KEY"
PASSAGE = 12_000
"""Characters of a report sent at a time; cut at the end of a paragraph or sentence."""
_NO_SCHEMA = (400, 404, 405, 415, 422, 501)


@dataclass(frozen=True)
class ModelChoice:
    """Which model to ask, and how much it may cost.

    `requests` and `tokens` are limits for a whole batch; `attempts` is how often an answer with a
    quote that is not in the report is sent back before the items with such quotes are dropped.
    """

    address: str
    model: str
    key: str | None = field(default=None, repr=False)
    requests: int = 50
    tokens: int = 500_000
    timeout: float = 120.0
    attempts: int = 2

    @classmethod
    def from_environment(
        cls, *, address: str | None = None, model: str | None = None,
        environment: Mapping[str, str] = os.environ, **limits: Any,
    ) -> "ModelChoice":  # fmt: skip
        """The choice of a call, filled from PARLEY_LLM_ADDRESS, _MODEL and _KEY.

        Raises
        ------
        UsageError
            When no address or no model is given.

        Examples
        --------
        >>> ModelChoice.from_environment(model="m", environment={})
        Traceback (most recent call last):
        parley.errors.UsageError: --reader llm: no address; set PARLEY_LLM_ADDRESS
        """
        where = (address or environment.get(ADDRESS, "")).strip()
        which = (model or environment.get(MODEL, "")).strip()
        for name, value, variable in (("address", where, ADDRESS), ("model", which, MODEL)):
            if not value:
                raise UsageError(f"--reader llm: no {name}; set {variable}")
        if not where.startswith(("http://", "https://")):
            raise UsageError(f"--reader llm: not an http address: {where!r}")
        return cls(address=where, model=which, key=environment.get(KEY) or None, **limits)

    def safe(self, words: object) -> str:
        """Words on one line, the key blotted out wherever a server repeats it."""
        text = " ".join(str(words).split())
        return text.replace(self.key, "[key]") if self.key else text


@dataclass
class Account:
    """What a batch cost, and what became of what the model proposed."""

    requests: int = 0
    tokens: int = 0
    kept: int = 0
    dropped: int = 0
    sent_back: int = 0
    unread: list[str] = field(default_factory=list)

    def line(self) -> str:
        """One line that sums it up.

        Examples
        --------
        >>> Account(requests=2, tokens=900, kept=7, dropped=1).line()
        '2 requests, 900 tokens; 7 proposals kept, 1 dropped, 0 answers sent back'
        """
        return (
            f"{self.requests} requests, {self.tokens:,} tokens; {self.kept} proposals kept, "
            f"{self.dropped} dropped, {self.sent_back} answers sent back"
            + (f"; {len(self.unread)} passages unread" if self.unread else "")
        )


def read_with_model(
    reports: Sequence[Report], choice: ModelChoice, *, model: "Model | None" = None
) -> tuple[Dossier, Account]:
    """Let a language model propose the entries of a dossier.

    Parameters
    ----------
    reports : sequence of Report
        Read one after another, in passages of at most `PASSAGE` characters. The same text twice
        counts once.
    choice : ModelChoice
        Which model, and the budget; when it is spent, what is left stays unread and is told.
    model : pydantic_ai model, optional
        In place of the server, for tests and for other kinds of model.

    Returns
    -------
    Dossier, Account
        Proposed entries whose `rule` is "llm" and the model's name, each with a quote that stands
        in the report; and what it cost.

    Raises
    ------
    NoPeaceProcessError
        When the model finds no peace process in any report.
    ReportError
        When the server cannot be reached or refuses, in one line without the key; after it has
        answered for some reports, what it proposed is kept and the line stands in `unread`.
    MissingLibraryError
        When pydantic-ai is not installed.
    """
    reader = _Reader(choice, model)
    found: list[Dossier] = []
    seen: set[str] = set()
    for number, report in enumerate(reports, 1):
        if report.sha256 not in seen:
            seen.add(report.sha256)
            try:
                found += reader.read(report, f"report-{number}")
            except ReportError as error:
                if not found:
                    raise
                reader.account.unread.append(str(error))
                break
    if not found:
        if reader.account.unread:
            raise ReportError(f"language model: {reader.account.unread[0]}")
        names = ", ".join(r.name for r in reports[:3]) or "none given"
        raise NoPeaceProcessError(f"no peace process found in this report ({names})")
    return join(*found), reader.account


class _Reader:
    """One batch: the agent, what it has cost, and which form of answer the server takes."""

    def __init__(self, choice: ModelChoice, model: "Model | None") -> None:
        self.choice, self.account = choice, Account()
        self._model = model or _server(choice)
        self._agents = self._both_forms()
        self._usage: RunUsage | None = None
        self._spent = False

    def read(self, report: Report, key: str) -> list[Dossier]:
        """A dossier for each passage of a report that is about a peace process."""
        source = Source(
            id=key, title=report.title, publisher=report.publisher, author=report.author,
            date=report.date, address=report.address, language=report.language,
            sha256=report.sha256, text=report.text, copies=report.copies,
        )  # fmt: skip
        found = []
        for start, end in passages(report.text):
            said = self._ask(report.text[start:end], f"{report.name} {start}-{end}")
            if said is None or not said.about_peace_process:
                continue
            builder = ModelBuilder(source, f"llm {self.choice.model}", start, end)
            dossier = builder.dossier(said)
            self.account.kept += builder.kept
            self.account.dropped += builder.dropped
            if dossier.entries():
                found.append(dossier)
        return found

    def _ask(self, passage: str, where: str) -> Proposals | None:
        """Proposals for a passage; None when the budget is spent or the answer makes no sense."""
        from pydantic_ai import UsageLimits
        from pydantic_ai.exceptions import (
            AgentRunError,
            ModelAPIError,
            ModelHTTPError,
            UnexpectedModelBehavior,
            UsageLimitExceeded,
            UserError,
        )
        from pydantic_ai.usage import RunUsage

        if self._spent:
            self.account.unread.append(f"{where}: the budget is spent")
            return None
        self._usage = self._usage or RunUsage()
        limits = UsageLimits(
            request_limit=self.choice.requests, total_tokens_limit=self.choice.tokens
        )
        prompt = f"<report>\n{passage}\n</report>"
        try:
            while True:
                try:
                    run = self._agents[0].run_sync(
                        prompt, deps=passage, usage=self._usage, usage_limits=limits
                    )
                    return run.output
                except (ModelHTTPError, UserError) as error:
                    status = getattr(error, "status_code", _NO_SCHEMA[0])
                    if len(self._agents) == 1 or status not in _NO_SCHEMA:
                        raise
                    del self._agents[0]
        except UsageLimitExceeded:
            self._spent = True
            self.account.unread.append(f"{where}: the budget is spent")
        except UnexpectedModelBehavior:
            self.account.unread.append(f"{where}: no answer in the form asked for")
        except (ModelAPIError, AgentRunError, UserError) as error:
            said = self.choice.safe(error)[:300]
            raise ReportError(f"language model at {self.choice.address}: {said}") from None
        finally:
            self.account.requests = self._usage.requests
            self.account.tokens = self._usage.input_tokens + self._usage.output_tokens
        return None

    def _both_forms(self) -> "list[Agent[str, Proposals]]":
        """Agents that ask for JSON by schema, and by prompt for servers that know no schema."""
        from pydantic_ai import Agent, ModelRetry, NativeOutput, PromptedOutput, RunContext

        def check(ctx: RunContext[str], said: Proposals) -> Proposals:
            """Send an answer back while it quotes what the passage does not say."""
            wrong = [x.quote for x in said.all() if locate(ctx.deps, x.quote) is None]
            if wrong and ctx.retry < self.choice.attempts:
                self.account.sent_back += 1
                listed = "; ".join(repr(q[:200]) for q in wrong[:8])
                raise ModelRetry(
                    "These quotes do not stand in the passage letter by letter. Copy them exactly, "
                    f"or leave the item out: {listed}"
                )
            return said

        agents = []
        for form in (NativeOutput(Proposals, strict=False), PromptedOutput(Proposals)):
            agent: Agent[str, Proposals] = Agent(
                self._model, output_type=form, instructions=TASK, deps_type=str,
                retries=self.choice.attempts, model_settings={"temperature": 0.0},
            )  # fmt: skip
            agent.output_validator(check)
            agents.append(agent)
        return agents


def _server(choice: ModelChoice) -> "Model":
    """The model behind an address that speaks the chat-completions API."""
    try:
        from openai import AsyncOpenAI
        from pydantic_ai.models.openai import OpenAIChatModel
        from pydantic_ai.providers.openai import OpenAIProvider
    except ImportError as error:
        raise MissingLibraryError(
            'a language model needs pydantic-ai: pip install "parley[llm]"'
        ) from error
    client = AsyncOpenAI(
        base_url=choice.address, api_key=choice.key or "none", timeout=choice.timeout, max_retries=1
    )
    return OpenAIChatModel(choice.model, provider=OpenAIProvider(openai_client=client))


def passages(text: str) -> list[tuple[int, int]]:
    r"""Spans that cover a text in pieces of at most `PASSAGE` characters.

    Cut after an empty line where there is one in the second half, else after a line, a sentence, a
    space.

    Examples
    --------
    >>> passages("Short."), [b for _, b in passages("word. " * 3000)]
    ([(0, 6)], [12000, 18000])
    """
    spans, at = [], 0
    while len(text) - at > PASSAGE:
        end = at + PASSAGE
        for mark in ("\n\n", "\n", ". ", " "):
            cut = text.rfind(mark, at + PASSAGE // 2, end)
            if cut > 0:
                end = cut + len(mark)
                break
        spans.append((at, end))
        at = end
    return [*spans, (at, len(text))] if text[at:].strip() else spans


def side_by_side(rules: Dossier | None, model: Dossier) -> Dossier:
    """The rules' proposals and the model's in one dossier; what both propose names both."""
    if rules is None:
        return model
    return join(rules, model)
