"""How they travelled: from a timeline to a journey along real lines, and to a map of it."""
