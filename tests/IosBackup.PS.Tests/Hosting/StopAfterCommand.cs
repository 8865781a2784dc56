using System;
using System.Management.Automation;
using System.Reflection;

namespace IosBackup.PS.Tests.Hosting;

/// <summary>Does what Select-Object -First does: ends the upstream pipeline with PowerShell's own exception.</summary>
[Cmdlet(VerbsLifecycle.Stop, "After")]
public sealed class StopAfterCommand : PSCmdlet
{
    private int _seen;

    [Parameter(Position = 0, Mandatory = true)]
    public int Count { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        WriteObject(InputObject);
        if (++_seen == Count)
        {
            Type type = typeof(PSObject).Assembly
                .GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!;
            ConstructorInfo constructor = type.GetConstructors(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)[0];
            throw (Exception)constructor.Invoke([this]);
        }
    }
}
