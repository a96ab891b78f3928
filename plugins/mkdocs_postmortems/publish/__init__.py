"""What was learned to pages: Markdown from templates, escaped for the place it is printed in."""
