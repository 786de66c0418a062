"""What happened, when and where: from a story to a table of dated places."""
