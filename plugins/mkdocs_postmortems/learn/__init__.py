"""A corpus to what it teaches. Pure: the same corpus gives the same answer."""
