"""Room 'outlook': see docs/explanation/architecture.md."""
