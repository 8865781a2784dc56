using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace IosBackup.PS.Tests.Hosting;

/// <summary>What a pipeline wrote.</summary>
internal sealed record ShellResult(
    IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, IReadOnlyList<ProgressRecord> Progress)
{
    public static ShellResult Of(PowerShell shell, IEnumerable<PSObject> output) =>
        new([.. output], [.. shell.Streams.Error], [.. shell.Streams.Progress]);

    /// <summary>The output without PowerShell's wrapping.</summary>
    public IEnumerable<T> As<T>() => Output.Select(item => (T)item.BaseObject);
}
