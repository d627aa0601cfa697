"""Room 'bridges': see docs/explanation/architecture.md."""
