using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Pipeline;

namespace IosBackup.PS.Tests.Pipeline;

/// <summary>Emits the paths it was given, resolved.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PathGiven", DefaultParameterSetName = PathSet)]
public sealed class TestPathCommand : PathCmdlet
{
    private protected override Task ProcessRecordAsync(CancellationToken stop)
    {
        foreach (string path in ResolvedPaths)
        {
            Emit(path);
        }

        return Task.CompletedTask;
    }
}
