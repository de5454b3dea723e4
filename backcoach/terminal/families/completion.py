"""The command that lets a shell complete the others, and its options."""

from backcoach.terminal.declared import Annotated, Argument, Family
from backcoach.terminal.families.options import end

SHELLS = ("bash", "zsh", "fish", "powershell")

family = Family()


@family.command()
def completion(
    shell: Annotated[str, Argument(metavar="SHELL", help="bash, zsh, fish or powershell.", values=SHELLS)],
) -> None:
    """Print the script with which a shell completes what you type.

    It changes no file of yours. Put the line below where your shell starts, or type it once to try.

    bash, at the end of ~/.bashrc:

      eval "$(backcoach completion bash)"

    zsh, in ~/.zshrc, behind compinit:

      eval "$(backcoach completion zsh)"

    fish, in ~/.config/fish/config.fish:

      backcoach completion fish | source

    PowerShell, in the file that $PROFILE names:

      backcoach completion powershell | Out-String | Invoke-Expression

    Examples:

      backcoach completion bash

      eval "$(backcoach completion zsh)"

      backcoach completion fish > ~/.config/fish/completions/backcoach.fish
    """
    from backcoach.terminal.commands import completion as command

    end(lambda: command.run(shell))
