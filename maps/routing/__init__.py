"""The way between two stops: along packaged lines, over the sea, by a routing server or straight."""
