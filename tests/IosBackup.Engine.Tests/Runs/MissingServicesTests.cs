using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Runs;
using IosBackup.Engine.Services;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>What a backup does without is no reason to have none.</summary>
public sealed class MissingServicesTests
{
    private const string Refusal = "InvalidService";

    [Fact]
    public async Task Without_the_list_of_apps_the_run_is_good_and_says_so()
    {
        await using Bench bench = await Bench.StartAsync();
        bench.Phone.Faults.RefusedServices[InstallationProxyClient.ServiceName] = Refusal;

        BackupRunResult result = await bench.BackUpAsync();

        BackupWarning warning = Assert.Single(result.Warnings);
        Assert.Equal(BackupWarningKind.ApplicationsUnknown, warning.Kind);
        bench.AssertEqualsPhone(bench.Newest);
    }

    [Fact]
    public async Task Without_icons_the_apps_are_listed_all_the_same()
    {
        await using Bench bench = await Bench.StartAsync();
        await bench.BackUpAsync();
        string[] apps = InstalledApps(bench);
        bench.Phone.Faults.RefusedServices[SpringboardClient.ServiceName] = Refusal;

        BackupRunResult result = await bench.BackUpAsync();

        Assert.NotEmpty(apps);
        Assert.Empty(result.Warnings);
        Assert.Equal(apps, InstalledApps(bench));
    }

    [Fact]
    public async Task Which_files_belong_to_an_app_cannot_be_told_without_the_list()
    {
        await using Bench bench = await Bench.StartAsync();
        bench.Phone.Faults.RefusedServices[InstallationProxyClient.ServiceName] = Refusal;
        const string App = "com.example.app";
        BackupFilter filter = new([], [], [new AppPattern(App, NamesOne: true, static app => app == App)]);

        EngineException error = await Assert.ThrowsAsync<EngineException>(
            () => bench.BackUpAsync(options => options with { Filter = filter }));

        Assert.Equal(ErrorKind.ServiceUnavailable, error.Kind);
    }

    private static string[] InstalledApps(Bench bench)
    {
        using Backup backup = Backup.Open(bench.Newest);
        return [.. backup.Info!.InstalledApplications.Order()];
    }
}
