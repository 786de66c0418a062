"""When the traveller can have been where, and what could be reached in time."""
