"""HANDS OVER. Values to documents that leave the program."""
