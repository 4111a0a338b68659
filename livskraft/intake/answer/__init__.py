"""Answering without an account, by a link that came by mail: `/svar/<token>/`."""
