"""Room 'web': see docs/explanation/architecture.md."""
