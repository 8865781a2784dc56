using IosBackup.Engine.Backups;
using IosBackup.Engine.Runs;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

public sealed class ArrivalFilterTests
{
    private const string App = "com.example.travel";
    private const string Path = "Documents/film.mov";

    [Theory]
    [InlineData(0, true)]
    [InlineData(4_095, true)]
    [InlineData(4_096, false)]
    public void Files_of_an_app_are_dropped_until_more_containers_come_than_any_phone_has(int others, bool drops)
    {
        BackupFilter filter = new([], [], null, [new AppPattern(App, NamesOne: true, static app => app == App)]);
        ArrivalFilter arrivals = new(filter, [App]);
        for (int i = 0; i < others; i++)
        {
            Assert.False(arrivals.Drops(Container($"other {i}"), "udid/Snapshot/00/" + new string('0', 40)));
        }

        string fileId = FileIds.Compute(BackupDomain.OfApp(App), Path);

        Assert.Equal(drops, arrivals.Drops(Container("wanted"), "udid/Snapshot/" + fileId));
    }

    private static string Container(string name) =>
        $"/private/var/mobile/Containers/Data/Application/{name}/{Path}";
}
