"""What the words of a report are: one stage a file."""
