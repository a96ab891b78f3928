"""Documents of other tools, each read to Markdown with what it states beside its text."""
