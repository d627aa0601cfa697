"""Room 'history': see docs/explanation/architecture.md."""
