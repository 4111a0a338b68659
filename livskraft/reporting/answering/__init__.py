"""Answering on a page: what the pages by a link and those of people signed in have in common."""
