"""Room 'ledger': see docs/explanation/architecture.md."""
