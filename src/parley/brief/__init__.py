"""Room 'brief': see docs/explanation/architecture.md."""
