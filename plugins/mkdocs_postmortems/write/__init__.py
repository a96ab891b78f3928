"""New files, and edits of text that keep everything else as it is."""
