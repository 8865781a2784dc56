using System.IO;
using System.Linq;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Fleet.Scheduling;

/// <summary>How a tool ended.</summary>
/// <param name="Command">The tool and its arguments, for messages.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
internal sealed record ToolResult(string Command, int ExitCode, string Output, string Errors)
{
    private const int LongestQuote = 300;

    /// <summary>Whether it did what it was to do.</summary>
    public bool Succeeded => ExitCode == 0;

    /// <summary>Throws when it failed, with what it said.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.SchedulerUnavailable"/>.</exception>
    public ToolResult OrThrow() => Succeeded
        ? this
        : throw new EngineException(
            ErrorKind.SchedulerUnavailable, $"The exit code of '{Command}' is {ExitCode}: {Said()}")
        {
            Target = Path.GetFileName(Command.Split(' ')[0]),
        };

    private string Said()
    {
        string line = (Errors + "\n" + Output).Split('\n').Select(static text => text.Trim())
            .FirstOrDefault(static text => text.Length > 0) ?? "it said nothing.";
        return line.Length > LongestQuote ? $"{line.Substring(0, LongestQuote)}…" : line;
    }
}
