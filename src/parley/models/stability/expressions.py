"""Logical expressions over options: the language of preference statements and feasibility rules.

Words, from loosest to tightest binding::

    a iff b                     both or neither
    a if b                      b without a is false; also `if b then a`
    a only if b, a implies b    a without b is false
    a or b, a and b, not a      also |, &, - and !
    not both a and b            never together
    at least one of a, b, c     also `at most one of`, `exactly one of`
    always, never               true, false
    ( … )

An option is named by its id, by its full name in quotation marks, by "owner: name" in quotation
marks when two owners have options of one name, or by its number counting from 1, as the literature
does.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.errors import StabilityError

Truth = NDArray[np.bool_]

TOKEN = re.compile(
    r"\s*(?:(?P<quoted>\"[^\"]*\"|'[^']*')|(?P<phrase>(?:not both|only if|at least one of|"
    r"at most one of|exactly one of)\b)|(?P<word>[\w.]+(?:-[\w.]+)*)|"
    r"(?P<sign><->|->|[()&|!~,-]))",
    re.IGNORECASE,
)
SIGNS = {"&": "and", "|": "or", "!": "not", "~": "not", "-": "not", "->": "implies", "<->": "iff"}
KEYWORDS = {"and", "or", "not", "if", "iff", "implies", "then", "both", "always", "never"}


@dataclass(frozen=True)
class Expression:
    """A parsed expression: an operator over parts, or one option by its position."""

    op: str
    parts: tuple["Expression", ...] = ()
    option: int = -1


def option(position: int) -> Expression:
    """Return the expression that is true where the option at this position is taken."""
    return Expression("option", (), position)


def pattern(values: Mapping[int, bool]) -> Expression:
    """Return the conjunction that holds where each option has the value given.

    Examples
    --------
    >>> evaluate(pattern({0: True, 1: False}), np.arange(4)).tolist()
    [False, True, False, False]
    """
    parts = [option(k) if v else Expression("not", (option(k),)) for k, v in values.items()]
    if not parts:
        return Expression("always")
    return parts[0] if len(parts) == 1 else Expression("and", tuple(parts))


def parse(text: str, names: Mapping[str, int], where: str = "expression") -> Expression:
    """Read an expression.

    Parameters
    ----------
    text : str
        The expression, in the words listed at the top of this module.
    names : mapping of str to int
        Position of each option under every name that may be used for it.
    where : str
        What is being read, for the error message.

    Returns
    -------
    Expression

    Raises
    ------
    StabilityError
        If an option does not exist, or the text is not an expression.

    Examples
    --------
    >>> names = {"terms": 0, "settle": 1}
    >>> evaluate(parse("settle only if terms", names), np.arange(4)).tolist()
    [True, True, False, True]
    """
    return _Parser(_tokens(text, where), names, f"{where} '{text}'").whole()


def evaluate(expression: Expression, states: NDArray[np.int64]) -> Truth:
    """Return where the expression holds.

    Parameters
    ----------
    expression : Expression
        What should hold.
    states : array of int, shape (n,)
        States as bit patterns: option 0 is the lowest bit, 1 means taken.

    Returns
    -------
    array of bool, shape (n,)
    """
    if expression.op == "option":
        taken: Truth = (states >> expression.option) & 1 == 1
        return taken
    return OPERATORS[expression.op]([evaluate(part, states) for part in expression.parts], states)


def mentions(expression: Expression) -> frozenset[int]:
    """Return the positions of the options an expression names."""
    if expression.op == "option":
        return frozenset([expression.option])
    return frozenset().union(*(mentions(part) for part in expression.parts))


def spell(expression: Expression, names: Sequence[str]) -> str:
    """Write an expression out with the options' names, in a form that `parse` reads again.

    Examples
    --------
    >>> spell(parse("b if a", {"a": 0, "b": 1}), ["a", "b"])
    'b if a'
    """
    if expression.op == "option":
        return names[expression.option]
    parts = [_bracketed(part, names) for part in expression.parts]
    if expression.op in ("always", "never"):
        return expression.op
    if expression.op == "not":
        return f"not {parts[0]}"
    if expression.op.endswith(" of"):
        return f"{expression.op} {', '.join(parts)}"
    return f" {expression.op} ".join(parts)


def negated(expression: Expression) -> Expression:
    """Return the expression that holds exactly where this one does not."""
    return expression.parts[0] if expression.op == "not" else Expression("not", (expression,))


def _bracketed(part: Expression, names: Sequence[str]) -> str:
    """Write a part, in brackets unless it is one option or its negation."""
    text = spell(part, names)
    atom = part.op in ("option", "always", "never")
    plain = atom or (part.op == "not" and part.parts[0].op == "option")
    return text if plain else f"({text})"


def _count(parts: list[Truth]) -> NDArray[np.int64]:
    """Count the parts that hold at each state."""
    total: NDArray[np.int64] = np.sum(np.stack(parts), axis=0, dtype=np.int64)
    return total


OPERATORS: dict[str, Callable[[list[Truth], NDArray[np.int64]], Truth]] = {
    "not": lambda p, s: ~p[0],
    "and": lambda p, s: np.logical_and.reduce(p),
    "or": lambda p, s: np.logical_or.reduce(p),
    "if": lambda p, s: p[0] | ~p[1],
    "only if": lambda p, s: ~p[0] | p[1],
    "iff": lambda p, s: p[0] == p[1],
    "at least one of": lambda p, s: np.logical_or.reduce(p),
    "at most one of": lambda p, s: _count(p) <= 1,
    "exactly one of": lambda p, s: _count(p) == 1,
    "always": lambda p, s: np.ones(len(s), dtype=bool),
    "never": lambda p, s: np.zeros(len(s), dtype=bool),
}


def _tokens(text: str, where: str) -> Iterator[tuple[str, str]]:
    """Cut a text into (kind, text) pairs; kinds are op, name and end."""
    at = 0
    while text[at:].strip():
        found = TOKEN.match(text, at)
        if found is None:
            raise StabilityError(f"{where} '{text}': cannot read '{text[at:].strip()}'")
        at = found.end()
        token = found.group(0).strip()
        if found["quoted"]:
            yield "name", token[1:-1]
        elif found["phrase"] or found["sign"] or token.lower() in KEYWORDS:
            word = re.sub(r"\s+", " ", token.lower())
            yield "op", SIGNS.get(word, word)
        else:
            yield "name", token
    yield "end", ""


class _Parser:
    """Recursive descent over the tokens of one expression."""

    def __init__(
        self, tokens: Iterator[tuple[str, str]], names: Mapping[str, int], where: str
    ) -> None:
        self.tokens, self.at, self.names, self.where = list(tokens), 0, names, where

    def whole(self) -> Expression:
        result = self.iff()
        if self.tokens[self.at][0] != "end":
            raise StabilityError(f"{self.where}: did not expect '{self.tokens[self.at][1]}'")
        return result

    def take(self, *words: str) -> str | None:
        """Step over the next token if it is one of these operators."""
        kind, text = self.tokens[self.at]
        if kind == "op" and text in words:
            self.at += 1
            return text
        return None

    def need(self, word: str) -> None:
        if self.take(word) is None:
            raise StabilityError(f"{self.where}: expected '{word}'")

    def iff(self) -> Expression:
        left = self.conditional()
        while self.take("iff"):
            left = Expression("iff", (left, self.conditional()))
        return left

    def conditional(self) -> Expression:
        if self.take("if"):
            condition = self.either()
            self.need("then")
            return Expression("if", (self.either(), condition))
        left = self.either()
        while word := self.take("if", "only if", "implies"):
            op = "if" if word == "if" else "only if"
            left = Expression(op, (left, self.either()))
        return left

    def either(self) -> Expression:
        parts = [self.both()]
        while self.take("or"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Expression("or", tuple(parts))

    def both(self) -> Expression:
        parts = [self.unary()]
        while self.take("and"):
            parts.append(self.unary())
        return parts[0] if len(parts) == 1 else Expression("and", tuple(parts))

    def unary(self) -> Expression:
        if self.take("not"):
            return Expression("not", (self.unary(),))
        if self.take("not both"):
            first = self.unary()
            self.need("and")
            return Expression("not", (Expression("and", (first, self.unary())),))
        if word := self.take("at least one of", "at most one of", "exactly one of"):
            parts = [self.unary()]
            while self.take(","):
                parts.append(self.unary())
            return Expression(word, tuple(parts))
        return self.atom()

    def atom(self) -> Expression:
        if self.take("("):
            inside = self.iff()
            self.need(")")
            return inside
        if word := self.take("always", "never"):
            return Expression(word)
        kind, text = self.tokens[self.at]
        if kind != "name":
            raise StabilityError(f"{self.where}: expected an option, found '{text or 'the end'}'")
        if text not in self.names:
            raise StabilityError(f"{self.where}: no option is named '{text}'")
        self.at += 1
        return option(self.names[text])
