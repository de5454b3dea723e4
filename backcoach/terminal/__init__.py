"""TALKS. Commands, prompts, tables, plots, words on screen, the clock."""
