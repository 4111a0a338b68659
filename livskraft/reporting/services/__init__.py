"""What can be done with rounds of follow-up and their answers."""
