"""From files to values: the knowledge base, its postmortems, and where everything stands."""
