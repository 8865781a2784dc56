using System;
using System.Linq;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

/// <summary>Records that were read in a job, where objects are copied with a depth of one.</summary>
[Collection(ProcessState.Name)]
public sealed class RecordsOfJobsTests(LivedInPhone life) : IClassFixture<LivedInPhone>
{
    private const string InJob = "$inJob = { param($them) [Management.Automation.PSSerializer]::Deserialize("
        + "[Management.Automation.PSSerializer]::Serialize(@($them), 2)) }; "
        + "$copies = & $inJob ($second | Get-IosBackupContact | Where-Object PhoneNumbers | Select-Object -First 2); ";

    [Fact]
    public void They_keep_their_parts()
    {
        ShellResult result = life.Run(
            InJob + "$copies | ForEach-Object { $_.PhoneNumbers[0].Value }; $copies | Out-String -Width 200");

        Assert.Empty(result.Errors);
        string table = Assert.IsType<string>(result.Output[^1].BaseObject);
        string[] numbers = [.. result.Output.SkipLast(1).Select(static number => number.ToString())];
        Assert.NotEmpty(numbers);
        Assert.All(numbers, number => Assert.Contains(number, table, StringComparison.Ordinal));
    }

    [Fact]
    public void Their_export_is_refused_with_what_to_do_instead()
    {
        ShellResult result = life.Run(InJob + "$copies | Export-IosBackupRecord $out Json");

        Assert.Empty(result.Output);
        Assert.NotEmpty(result.Errors);
        Assert.All(result.Errors, static error => Assert.Contains(
            "Export them in the job, or read them from the backup here", error.ToString(), StringComparison.Ordinal));
    }
}
