using System;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

/// <summary>An endpoint at which nobody answers is the trouble of its own devices.</summary>
[Collection(ProcessState.Name)]
public sealed class UnansweredEndpointTests
{
    private const string Absent = "00008130-00AAAAAAAAAAAAAA";

    private const string Begin = "$dead = [pscustomobject]@{ Udid = $rest; Endpoint = '127.0.0.1:9' }; "
        + "$fleet = @($dead) + @(Get-IosDevice -Endpoint $endpoint); ";

    [Fact]
    public async Task New_IosBackup_backs_the_others_up()
    {
        await using PhoneDesk desk = await StartAsync();

        ShellResult result = desk.Run(Begin + "$fleet | New-IosBackup -Path $repository", Absent);

        RequireOneError(result);
        IosBackupResult[] results = [.. result.As<IosBackupResult>()];
        IosBackupResult failed = Assert.Single(results, static one => one.Status == IosBackupResultStatus.Failed);
        Assert.Equal((Absent, nameof(ErrorKind.NoMuxService)), (failed.Udid, failed.ErrorId));
        Assert.Equal(2, results.Count(static one => one.Status == IosBackupResultStatus.Completed));
    }

    [Theory]
    [InlineData("$fleet | Test-IosDevice -Path $repository")]
    [InlineData("$fleet | Get-IosDevice")]
    public async Task Devices_of_other_endpoints_are_found(string script)
    {
        await using PhoneDesk desk = await StartAsync();

        ShellResult result = desk.Run(Begin + script, Absent);

        RequireOneError(result);
        Assert.Equal(2, result.Output.Count);
    }

    [Theory]
    [InlineData("Get-IosDevice")]
    [InlineData("New-IosBackup -Path $repository")]
    public async Task Where_no_endpoint_was_given_nothing_can_be_found_and_the_call_ends(string command)
    {
        await using PhoneDesk desk = new();

        ShellResult result = desk.Run(
            "Stop-IosVirtualDevice *; $before = $env:USBMUXD_SOCKET_ADDRESS; "
            + "$env:USBMUXD_SOCKET_ADDRESS = '127.0.0.1:9'; "
            + $"try {{ $null = $rest, $rest + 'B' | {command} }} catch {{ $_.FullyQualifiedErrorId }} "
            + "finally { $env:USBMUXD_SOCKET_ADDRESS = $before }",
            Absent);

        Assert.StartsWith("NoMuxService,", Assert.Single(result.As<string>()), StringComparison.Ordinal);
    }

    private static async Task<PhoneDesk> StartAsync()
    {
        PhoneDesk desk = new();
        await desk.AddAsync("Mara");
        await desk.AddAsync("Iris");
        return desk;
    }

    private static void RequireOneError(ShellResult result)
    {
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("NoMuxService,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
