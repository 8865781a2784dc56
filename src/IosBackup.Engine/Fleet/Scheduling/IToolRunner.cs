using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Fleet.Scheduling;

/// <summary>Runs the system's own tools to their end.</summary>
internal interface IToolRunner
{
    /// <summary>Runs a tool, with nothing on its standard input.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.SchedulerUnavailable"/>: it cannot be started, or does not end.
    /// </exception>
    Task<ToolResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken stop);
}
