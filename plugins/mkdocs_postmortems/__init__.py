"""A static-site knowledge base of incident postmortems, built from Markdown in git."""
