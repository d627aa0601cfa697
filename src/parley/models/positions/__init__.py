"""Room 'models/positions': see docs/explanation/architecture.md."""
