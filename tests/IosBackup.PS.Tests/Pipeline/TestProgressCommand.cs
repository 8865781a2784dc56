using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Pipeline;

namespace IosBackup.PS.Tests.Pipeline;

/// <summary>Reports progress far faster than anybody can look.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Progress")]
public sealed class TestProgressCommand : EngineCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public int Reports { get; set; }

    [Parameter]
    public SwitchParameter Break { get; set; }

    private protected override Task ProcessRecordAsync(CancellationToken stop)
    {
        using ProgressLine line = AddProgress("Counting");
        for (int done = 1; done <= Reports; done++)
        {
            line.Report(new ProgressState($"{done}", done, Reports));
        }

        if (Break)
        {
            Post(() => ThrowTerminatingError(
                new ErrorRecord(new PSInvalidOperationException("end"), "End", ErrorCategory.NotSpecified, null)));
        }

        return Task.CompletedTask;
    }
}
