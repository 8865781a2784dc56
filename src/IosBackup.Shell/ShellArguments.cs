using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace IosBackup.Shell;

/// <summary>The command line, in the forms that pwsh knows.</summary>
internal sealed class ShellArguments
{
    public const string Usage =
        """
        Usage: IosBackup.Shell [-NoExit] [-NonInteractive] [[-File] <script.ps1> [arguments]]
               IosBackup.Shell [-NoExit] [-NonInteractive] -Command <text>
               IosBackup.Shell

        Runs a script or a command in PowerShell with the module IosBackup imported; without either, prompts for
        commands. Exit codes are those of pwsh, and 130 when the run was stopped with Ctrl+C.
        """;

    /// <summary>The script to run.</summary>
    public string? File { get; private set; }

    /// <summary>The command to run.</summary>
    public string? Command { get; private set; }

    /// <summary>The script's own arguments.</summary>
    public IReadOnlyList<string> Rest { get; private set; } = [];

    public bool NoExit { get; private set; }

    public bool NonInteractive { get; private set; }

    public bool ShowHelp { get; private set; }

    /// <summary>Whether the prompt comes after what was to run, or instead of it.</summary>
    public bool StartsPrompt => NoExit || (File is null && Command is null);

    public static bool TryParse(
        string[] arguments, out ShellArguments parsed, [NotNullWhen(false)] out string? problem)
    {
        parsed = new ShellArguments();
        problem = null;
        for (int next = 0; next < arguments.Length; next++)
        {
            string argument = arguments[next];
            string[] rest = arguments[(next + 1)..];
            switch (argument.TrimStart('-').ToUpperInvariant())
            {
                case var _ when !argument.StartsWith('-'):
                    parsed.File = argument;
                    parsed.Rest = rest;
                    return true;
                case "FILE" or "F":
                    problem = rest.Length == 0 ? "-File needs the path of a script." : null;
                    parsed.File = rest.Length == 0 ? null : rest[0];
                    parsed.Rest = rest.Length == 0 ? [] : rest[1..];
                    return problem is null;
                case "COMMAND" or "C":
                    problem = rest.Length == 0 ? "-Command needs a command." : null;
                    parsed.Command = string.Join(' ', rest);
                    return problem is null;
                case "NOEXIT":
                    parsed.NoExit = true;
                    break;
                case "NONINTERACTIVE":
                    parsed.NonInteractive = true;
                    break;
                case "NOPROFILE" or "NOP" or "NOLOGO":
                    // There is neither profile nor logo.
                    break;
                case "HELP" or "H" or "?":
                    parsed.ShowHelp = true;
                    return true;
                default:
                    problem = $"There is no option {argument}.";
                    return false;
            }
        }

        return true;
    }
}
