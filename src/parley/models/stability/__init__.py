"""Room 'models/stability': see docs/explanation/architecture.md."""
