"""`python -m backcoach`."""

from backcoach.terminal.main import main

main()
