"""Room 'cli': see docs/explanation/architecture.md."""
