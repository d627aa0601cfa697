"""Room 'reading': see docs/explanation/architecture.md."""
