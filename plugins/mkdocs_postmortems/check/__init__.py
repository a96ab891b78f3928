"""Documents to findings. One module a family of rules."""
