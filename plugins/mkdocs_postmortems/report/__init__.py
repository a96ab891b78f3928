"""Findings to the formats that people and machines read."""
