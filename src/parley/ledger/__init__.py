"""Forecasts, how they turned out, and how good they were; kept in a database, never overwritten."""

from parley.ledger.card import Part, ScoreCard, Scored, score
from parley.ledger.questions import Forecast, Question, Resolution, read_questions
from parley.ledger.runs import folder_hash, run_id
from parley.ledger.scores import (
    Bin,
    bootstrap,
    brier,
    calibration,
    crps,
    crps_sample,
    log_score,
    skill,
)
from parley.ledger.store import Ledger
from parley.ledger.table import from_csv, to_csv, write_text

__all__ = [
    "Bin",
    "Forecast",
    "Ledger",
    "Part",
    "Question",
    "Resolution",
    "ScoreCard",
    "Scored",
    "bootstrap",
    "brier",
    "calibration",
    "crps",
    "crps_sample",
    "folder_hash",
    "from_csv",
    "log_score",
    "read_questions",
    "run_id",
    "score",
    "skill",
    "to_csv",
    "write_text",
]
