"""About the person, or about a namesake: the clues for and against, and what they come to together."""
