"""The routes of the workbench: pages for people, changes, files, and the same data for programs."""
