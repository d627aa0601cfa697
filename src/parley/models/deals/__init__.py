"""Room 'models/deals': see docs/explanation/architecture.md."""
