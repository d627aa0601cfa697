"""Coding and draws → what the positions model reads, issue by issue."""

import numpy as np
from numpy.typing import NDArray

from parley.bridges.coding import Coding
from parley.bridges.draws import Draws
from parley.bridges.worths import Worths

Array = NDArray[np.float64]


def spectrum(coding: Coding, draws: Draws, w: Worths, k: int) -> tuple[Array, Array, Array]:
    """Return positions, weights and option places of one ordered issue on the unit scale.

    Parameters
    ----------
    coding, draws, w : the coded record, its sample and the worths
    k : index of the contested issue; its options are taken to be evenly spaced

    Returns
    -------
    positions : array (n, parties), 0 the first option, 1 the last
    weights : array (n, parties), capability times salience
    places : array (options,)
    """
    last = len(coding.issues[k].options) - 1
    positions = w.preferred[:, :, k] / last
    capability = np.stack([draws[f"capability.{p}"] for p in coding.parties], axis=1)
    return positions, capability * w.weight[:, :, k], np.linspace(0, 1, last + 1)
