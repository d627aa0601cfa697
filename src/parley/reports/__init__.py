"""Room 'reports': see docs/explanation/architecture.md."""
