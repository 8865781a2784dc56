using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.PS.Tests.Hosting;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.PS.Tests.Scheduling;

/// <summary>The example that schedules run, as a schedule runs it: in a process of its own.</summary>
public sealed class ScheduledBackupTests : IDisposable
{
    private const string Mara = "$null = Start-IosVirtualDevice Mara -FileCount 3 | New-IosDevicePairing; ";

    private const string Begin = "$null = Start-IosVirtualDevice Other -FileCount 3 ";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_good_is_0_with_a_copy_and_old_generations_thinned_out()
    {
        ShellProcess run = await RunAsync(
            Mara + "1..2 | ForEach-Object { $null = Get-IosDevice | New-IosBackup -Path $repository }; ",
            "-Destination $copies -KeepDaily 1 -KeepWeekly 0 -KeepMonthly 0");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Mara", run.Output);
        Assert.Contains("Ends with 0.", run.Output);
        Assert.Equal(2, run.Output.Split("Removed ").Length - 1);
        string kept = Assert.Single(Generations("repository"));
        Assert.Equal(Path.GetFileName(kept), Path.GetFileName(Assert.Single(Generations("copies"))));
    }

    [Theory]
    [InlineData("", "", 1)]
    [InlineData("$null = Start-IosVirtualDevice Stranger -FileCount 1; ", "", 5)]
    [InlineData(Mara + Begin + "-Fault Busy | New-IosDevicePairing; ", "", 2)]
    [InlineData(Begin + "-Fault Busy | New-IosDevicePairing; ", "", 1)]
    [InlineData(Begin + "-Fault UnreadableFile | New-IosDevicePairing; ", "", 3)]
    [InlineData(Mara + Begin + "-Passcode 123456 -Fault PasscodeCancelled | New-IosDevicePairing; ", "", 5)]
    [InlineData(Mara + "$repository = \"$repository-gone\"; ", "", 10)]
    [InlineData(Mara, "-Destination \"$copies-gone\"", 10)]
    [InlineData(Mara, "-Udid 00008130-001C2D3E4F50001C", 1)]
    [InlineData(Mara, "-SecretName NoSuchSecret", 1)]
    public async Task What_went_wrong_is_the_exit_code(string before, string parameters, int exitCode)
    {
        ShellProcess run = await RunAsync(before, parameters);

        Assert.True(exitCode == run.ExitCode, $"{run.ExitCode}\n{run.Output}\n{run.Errors}");
        Assert.Contains($"Ends with {exitCode}.", run.Output);
    }

    private async Task<ShellProcess> RunAsync(string before, string parameters)
    {
        string script = Path.Combine(ConformanceData.Root, "docs", "examples", "ScheduledBackup.ps1");
        return await ShellProcess.CommandAsync(
            $"$repository = '{_folder.Path}/repository'; $copies = '{_folder.Path}/copies'; "
            + "$null = New-Item -ItemType Directory -Force $repository, $copies; "
            + $"{before}& '{script}' -Path $repository {parameters}; exit $LASTEXITCODE");
    }

    private string[] Generations(string repository) =>
    [
        .. Directory.GetDirectories(Path.Combine(_folder.Path, repository))
            .Where(static path => !Path.GetFileName(path).StartsWith('.')),
    ];
}
