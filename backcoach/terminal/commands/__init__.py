"""One module for each command; each is loaded when its command runs."""
