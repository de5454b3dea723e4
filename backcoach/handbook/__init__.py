"""KNOWS. Turns the `content/` folder into one checked, frozen Handbook."""
