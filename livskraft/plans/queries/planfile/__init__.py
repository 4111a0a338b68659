"""A plan in the database, in the form of its plan file."""
