"""What each shell is told, so that it asks `backcoach complete` at every TAB.

Each script defines one function and nothing else that stays. Where nothing comes back, the shell completes
the names of files. Bash must be 3.2 or newer, which is what a Mac has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

PROGRAM = "@PROGRAM@"

BASH = r"""# Completes backcoach in Bash.
_backcoach() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        if [ -n "$line" ]; then
            COMPREPLY[${#COMPREPLY[@]}]=$line
        fi
    done <<< "$(@PROGRAM@ complete bash "$COMP_CWORD" "${COMP_WORDS[@]}" 2> /dev/null < /dev/null)"
    if [ "${#COMPREPLY[@]}" -eq 1 ] && [ "${COMPREPLY[0]%=}" != "${COMPREPLY[0]}" ]; then
        compopt -o nospace 2> /dev/null
    fi
    return 0
}
complete -o default -F _backcoach backcoach
"""

ZSH = r"""#compdef backcoach
# Completes backcoach in zsh.
_backcoach() {
    local line word says tab=$'\t'
    local -a whole whole_shown open open_shown
    while IFS= read -r line; do
        [[ -n $line ]] || continue
        word=${line%%$tab*}
        says=''
        [[ $line == *$tab* ]] && says=${line#*$tab}
        if [[ $word == *= ]]; then
            open+=("$word")
            open_shown+=("$word${says:+  -- $says}")
        else
            whole+=("$word")
            whole_shown+=("$word${says:+  -- $says}")
        fi
    done <<< "$(@PROGRAM@ complete zsh $((CURRENT - 1)) "${words[@]}" 2> /dev/null < /dev/null)"
    if (( ${#whole} + ${#open} == 0 )); then
        compset -P '--*='
        _files
        return
    fi
    (( ${#whole} )) && compadd -l -d whole_shown -a whole
    (( ${#open} )) && compadd -l -S '' -d open_shown -a open
    return 0
}
if [[ ${funcstack[1]-} == _backcoach ]]; then
    _backcoach "$@"
elif (( ${+functions[compdef]} )); then
    compdef _backcoach backcoach
else
    print -u2 'backcoach: first run compinit in ~/.zshrc: autoload -Uz compinit && compinit'
fi
"""

FISH = r"""# Completes backcoach in fish.
function __backcoach_complete
    set -l before (commandline -opc)
    set -l now (commandline -ct)
    set -l found (@PROGRAM@ complete fish (count $before) $before "$now" 2> /dev/null < /dev/null)
    if set -q found[1]
        printf '%s\n' $found
        return
    end
    set -l flag (string match -r -- '^--[^=]*=' "$now")
    for path in (__fish_complete_path (string replace -r -- '^--[^=]*=' '' "$now"))
        printf '%s\n' "$flag$path"
    end
end
complete -c backcoach -e
complete -c backcoach -f -a '(__backcoach_complete)'
"""

POWERSHELL = r"""# Completes backcoach in PowerShell.
Register-ArgumentCompleter -Native -CommandName backcoach -ScriptBlock {
    param($now, $line, $cursor)
    $words = @($line.CommandElements |
        Where-Object { $_.Extent.StartOffset -lt $cursor } |
        ForEach-Object { $_.Extent.Text })
    $index = $words.Count
    if ("$now" -ne '') { $index = $index - 1 }
    @PROGRAM@ complete powershell $index @words 2> $null | ForEach-Object {
        $word, $says = $_ -split "`t", 2
        $text = $word
        if ($word -match '[^\w=.:/-]') { $text = "'" + $word.Replace("'", "''") + "'" }
        if (-not $says) { $says = $word }
        [System.Management.Automation.CompletionResult]::new($text, $word, 'ParameterValue', $says)
    }
}
"""

SCRIPTS: Mapping[str, str] = {"bash": BASH, "zsh": ZSH, "fish": FISH, "powershell": POWERSHELL}

FISH_APOSTROPHE = "\\'"
_CALLS = {"fish": ("command", FISH_APOSTROPHE), "powershell": ("&", "''")}
"""How a shell starts a program, and an apostrophe between single quotes, where not as in Bash and zsh."""


def script(shell: str, program: Sequence[str]) -> str:
    """The script for a shell, which starts the program by these words."""
    before, apostrophe = _CALLS.get(shell, ("command", "'\\''"))
    words = (_quoted(word, apostrophe) for word in program)
    return SCRIPTS[shell].replace(PROGRAM, " ".join((before, *words)))


def _quoted(word: str, apostrophe: str) -> str:
    """A word between single quotes, in which only fish reads backslashes."""
    if word.replace("-", "").isalnum() and word.isascii():
        return word
    text = word.replace("\\", "\\\\") if apostrophe == FISH_APOSTROPHE else word
    return "'" + text.replace("'", apostrophe) + "'"
