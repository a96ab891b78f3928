"""The editor's door: findings, completion, hover, fixes and links while a postmortem is written."""
