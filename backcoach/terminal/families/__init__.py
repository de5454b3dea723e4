"""The commands and their options, a module for each family. Nothing here works; each names what does."""
