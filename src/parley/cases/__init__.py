"""Room 'cases': see docs/explanation/architecture.md."""
