"""Room 'models/course': see docs/explanation/architecture.md."""
