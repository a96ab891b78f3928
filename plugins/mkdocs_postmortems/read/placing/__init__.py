"""What stands where in a foreign document: its Markdown to ours, each value with its words."""
