using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Fleet.Scheduling;

namespace IosBackup.Engine.Tests.Fleet.Scheduling;

/// <summary>Stands in for the system's tools: answers as it is told to, and remembers what it was asked.</summary>
internal sealed class FakeTools : IToolRunner
{
    private readonly List<(string Part, Func<IReadOnlyList<string>, ToolResult> Answer)> _answers = [];

    /// <summary>The command lines, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Whether no tool can be started at all.</summary>
    public bool Missing { get; set; }

    /// <summary>What a command line that contains a text is answered with; the latest answer counts.</summary>
    public FakeTools Answer(string part, string output, int exitCode = 0)
    {
        return Answer(part, _ => new ToolResult(
            "tool " + part, exitCode, exitCode == 0 ? output : "", exitCode == 0 ? "" : output));
    }

    public FakeTools Answer(string part, Func<IReadOnlyList<string>, ToolResult> answer)
    {
        _answers.Insert(0, (part, answer));
        return this;
    }

    public Task<ToolResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        string call = $"{Path.GetFileName(program)} {string.Join(" ", arguments)}";
        Calls.Add(call);
        if (Missing)
        {
            throw new EngineException(ErrorKind.SchedulerUnavailable, "It cannot be started.");
        }

        Func<IReadOnlyList<string>, ToolResult>? answer = _answers
            .FirstOrDefault(one => call.Contains(one.Part, StringComparison.Ordinal)).Answer;
        return Task.FromResult(answer?.Invoke(arguments) ?? new ToolResult(call, 0, "", ""));
    }
}
