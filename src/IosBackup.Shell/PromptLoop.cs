using System;
using System.Linq;
using System.Management.Automation.Language;
using System.Text;
using IosBackup.Shell.Hosting;

namespace IosBackup.Shell;

/// <summary>Reads commands line by line and runs them. An unfinished command goes on in the next line.</summary>
internal sealed class PromptLoop
{
    private const string DefaultPrompt = "PS> ";
    private const string ContinuationPrompt = ">> ";

    private readonly ShellHost _host;
    private readonly ShellRunner _runner;

    public PromptLoop(ShellHost host, ShellRunner runner)
    {
        _host = host;
        _runner = runner;
    }

    /// <summary>Runs until the user leaves; returns the exit code.</summary>
    public int Run()
    {
        bool failed = false;
        while (_host.ExitCode is null && ReadCommand() is { } command)
        {
            if (!string.IsNullOrWhiteSpace(command))
            {
                failed = _runner.RunText(command) == RunOutcome.Failed;
            }
        }

        // A script on standard input is judged by its last command, a person's session is not.
        return _host.ExitCode ?? (failed && Console.IsInputRedirected ? ExitCode.Failure : ExitCode.Success);
    }

    private string? ReadCommand()
    {
        StringBuilder command = new();
        string? line = ReadLine(_runner.Query<string>("prompt") ?? DefaultPrompt);
        while (line is not null)
        {
            command.AppendLine(line);
            if (IsComplete(command.ToString()) || (line.Length == 0 && command.Length > 0))
            {
                return command.ToString();
            }

            line = ReadLine(ContinuationPrompt);
        }

        return command.Length > 0 ? command.ToString() : null;
    }

    private static string? ReadLine(string prompt)
    {
        if (!Console.IsInputRedirected)
        {
            Console.Write(prompt);
        }

        return Console.ReadLine();
    }

    /// <summary>Whether a command needs no further line.</summary>
    internal static bool IsComplete(string text)
    {
        Parser.ParseInput(text, out _, out ParseError[] errors);
        return !errors.Any(error => error.IncompleteInput);
    }
}
