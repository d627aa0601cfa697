"""What is known of one peace process: schema, files, checks, review, the catalogue of issues."""
