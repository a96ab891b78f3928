"""The words of the field as frozen values. No input, no output."""
