"""What can be asked of rounds of follow-up and their answers."""
