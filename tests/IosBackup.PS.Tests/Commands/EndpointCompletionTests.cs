using System;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

/// <summary>Completion asks the service that talks to devices, and does without it.</summary>
public sealed class EndpointCompletionTests
{
    /// <summary>Only to end a test that would never end.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Get-IosDevice -Udid ")]
    [InlineData("New-IosBackup -Udid ")]
    [InlineData("Restore-IosBackup -Device ")]
    public async Task A_service_that_never_answers_is_not_waited_for(string command)
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();

        using ShellSession shell = ShellSession.WithModule();
        string line = command.Replace(" -", $" -Endpoint {silent.LocalEndpoint} -", StringComparison.Ordinal);
        CommandCompletion offered = await Task.Run(() => shell.Complete(line), Stop).WaitAsync(s_patience, Stop);

        Assert.DoesNotContain(
            offered.CompletionMatches, static match => match.ResultType == CompletionResultType.ProviderItem);
    }
}
