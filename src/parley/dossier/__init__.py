"""Room 'dossier': see docs/explanation/architecture.md."""
