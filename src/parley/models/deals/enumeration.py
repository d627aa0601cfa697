"""Worth of every deal, listed; for problems small enough to list."""

from typing import Any, cast

import numpy as np

from parley.errors import DealError
from parley.models.deals.model import DealModel, Table
from parley.models.deals.scores import Block, score

MOST_LISTED = 50_000_000


def worths_of_all(model: DealModel) -> Table:
    """Worth of every deal to every party, last issue fastest.

    Parameters
    ----------
    model : DealModel
        At most fifty million deals; issues that interact must stand side by side.

    Returns
    -------
    array, shape (n_packages, n_parties)
        Integers where the worths are.

    Raises
    ------
    DealError
        If there are too many deals to list.

    Notes
    -----
    One column per party is filled by outer sums that double up from the last issue, so the whole
    is written about once: the memory moved is close to the size of the result.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> worths_of_all(make_model([[[1, 2]], [[10, 20]]], [0]))[:, 0].tolist()
    [11, 21, 12, 22]
    """
    if model.n_packages > MOST_LISTED:
        raise DealError(f"deals: at most {MOST_LISTED} are listed, got {model.n_packages}")
    out: Any = np.empty((model.n_parties, model.n_packages), model.tables[0].dtype)
    parts = _parts(model)
    for i in range(model.n_parties):
        half = len(parts) // 2
        first, second = _sums(parts[:half], i), _sums(parts[half:], i)
        np.add(first[:, None], second[None], out=out[i].reshape(len(first), len(second)))
    return cast(Table, out.T)


def _sums(parts: list[Table], party: int) -> Table:
    """All sums of one worth per part, last part fastest."""
    total: Any = np.zeros(1, parts[0].dtype if parts else np.int64)
    for part in parts:
        total = np.add.outer(total, part[party]).ravel()
    return cast(Table, total)


def _parts(model: DealModel) -> list[Table]:
    """Worths of the issues, those that interact as one part, (n_parties, options)."""
    if not model.interactions:
        return list(model.tables)
    parts: list[Table] = []
    for block in score(model).blocks:
        if list(block.issues) != list(range(block.issues[0], block.issues[-1] + 1)):
            raise DealError("deals: issues that interact must stand side by side to be listed")
        parts.append(_joint(model, block))
    return parts


def _joint(model: DealModel, block: Block) -> Table:
    """Worths of the joint options of one block."""
    total: Any = sum(model.tables[k][:, block.options[:, j]] for j, k in enumerate(block.issues))
    for joint in model.interactions:
        if joint.issues[0] in block.issues:
            at: tuple[Any, ...] = tuple(
                block.options[:, block.issues.index(k)] for k in joint.issues
            )
            total = total + joint.worths[(slice(None), *at)]
    return cast(Table, np.asarray(total))
