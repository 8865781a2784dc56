using System;
using System.IO;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Restoration;
using Xunit;

namespace IosBackup.Engine.Tests.Restoration;

public sealed class HostileExtractionTests
{
    private const string Good = "HomeDomain-good";

    [Theory]
    [InlineData("HomeDomain", "../outside")]
    [InlineData("HomeDomain", "a/../../outside")]
    [InlineData("HomeDomain", "/outside")]
    [InlineData("HomeDomain", "a//b")]
    [InlineData("HomeDomain", "./a")]
    [InlineData("HomeDomain", "nul\0byte")]
    [InlineData("..", "outside")]
    [InlineData("../..", "outside")]
    [InlineData("a/b", "outside")]
    [InlineData("", "outside")]
    public void Paths_that_lead_elsewhere_are_refused_one_by_one(string domain, string path)
    {
        using ExtractionBench bench = NewBench();
        BackupFile good = bench.Backup.Find("HomeDomain", "good")!;

        foreach (ExtractionLayout layout in Enum.GetValues<ExtractionLayout>())
        {
            bench.Extract(
                new ExtractionOptions { Layout = layout },
                items: [good with { Domain = domain, RelativePath = path }, good]);

            Assert.Equal(ErrorKind.UnsafePath, bench.Observer.Failures[$"{domain}-{path}"].Kind);
            Assert.True(File.Exists(bench.Observer.Ended[Good].Path));
        }

        Assert.Empty(bench.Outside());
    }

    [Fact]
    public void Paths_that_are_no_text_are_refused() =>
        Paths_that_lead_elsewhere_are_refused_one_by_one("HomeDomain", "half a character \uD800");

    [Theory]
    [InlineData(".", "x")]
    [InlineData("C:", "x")]
    [InlineData("HomeDomain", "..\\..\\outside")]
    [InlineData("HomeDomain", "C:\\outside")]
    [InlineData(".iosbackup-map.jsonl", "")]
    public void Names_that_mean_more_on_some_system_become_plain_names(string domain, string path)
    {
        using ExtractionBench bench = NewBench();
        BackupFile good = bench.Backup.Find("HomeDomain", "good")!;

        bench.Extract(items: [good with { Domain = domain, RelativePath = path }]);

        Assert.Empty(bench.Observer.Failures);
        Assert.DoesNotContain(bench.Found(), static name => name.Any(c => c is ':' or '\\'));
        Assert.Equal("good", File.ReadAllText(bench.Observer.Ended[$"{domain}-{path}"].Path));
        Assert.Empty(bench.Outside());
        Assert.Single(NameMap.Read(bench.Destination));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_file_of_this_computer_is_taken_for_content_of_the_phone(bool includesDamaged)
    {
        using ExtractionBench bench = NewBench();
        BackupFile good = bench.Backup.Find("HomeDomain", "good")!;
        string payload = Path.Combine(bench.Backup.FolderPath, BackupFolder.ShardedName(good.FileId));
        string secret = payload + ".secret";
        File.Move(payload, secret);
        File.CreateSymbolicLink(payload, secret);

        bench.Extract(new ExtractionOptions { IncludesDamaged = includesDamaged }, items: [good]);

        Assert.Equal(ErrorKind.PayloadDamaged, bench.Observer.Failures[Good].Kind);
        Assert.Empty(bench.Observer.Ended);
    }

    [Fact]
    public void Nothing_is_written_through_a_link_of_the_backup()
    {
        using ExtractionBench bench = NewBench();
        BackupFile good = bench.Backup.Find("HomeDomain", "good")!;
        string target = Path.GetDirectoryName(bench.Destination)!;
        BackupFile[] items =
        [
            ExtractionBench.Link("HomeDomain", "door", target),
            ExtractionBench.Link("HomeDomain", "inner", "."),
            ExtractionBench.Link("HomeDomain", "chain", "inner/../../.."),
            good with { RelativePath = "door/outside" },
            good with { RelativePath = "inner/outside" },
            good with { RelativePath = "chain/outside" },
        ];

        bench.Extract(items: items);

        Assert.Empty(bench.Outside());
        Assert.Equal(3, bench.Found().Count(static name => name.EndsWith("outside", StringComparison.Ordinal)));
        Assert.Equal(ExtractionOutcome.Recorded, bench.Observer.Ended["HomeDomain-door"].Outcome);
        Assert.Equal(ExtractionOutcome.Recorded, bench.Observer.Ended["HomeDomain-chain"].Outcome);
        Assert.Contains(NameMap.Read(bench.Destination), entry => entry.IsAbsent && entry.LinkTarget == target);
    }

    [Fact]
    public void Nothing_is_written_through_a_link_that_lies_at_the_destination()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        using ExtractionBench bench = NewBench();
        BackupFile good = bench.Backup.Find("HomeDomain", "good")!;
        string outside = Directory.CreateDirectory(bench.Destination + "-outside").FullName;
        Directory.CreateDirectory(bench.InDestination("HomeDomain"));
        Directory.CreateSymbolicLink(bench.InDestination("HomeDomain", "door"), outside);
        File.CreateSymbolicLink(bench.InDestination("HomeDomain", "file"), Path.Combine(outside, "victim"));

        bench.Extract(
            new ExtractionOptions { Overwrites = true },
            items: [good with { RelativePath = "door/x" }, good with { RelativePath = "file" }]);

        Assert.Equal(ErrorKind.UnsafePath, bench.Observer.Failures["HomeDomain-door/x"].Kind);
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
        Assert.Null(new FileInfo(bench.InDestination("HomeDomain", "file")).LinkTarget);
    }

    [Theory]
    [InlineData("HomeDomain/Library", "../Media", "../Media")]
    [InlineData("HomeDomain/Library", "../../../etc/passwd", null)]
    [InlineData("HomeDomain/Library", "../../MediaDomain/x", "../../MediaDomain/x")]
    [InlineData("HomeDomain", "/etc/passwd", null)]
    [InlineData("HomeDomain", "a/../../..", null)]
    [InlineData("HomeDomain", "a/../b", null)]
    [InlineData("HomeDomain", "", null)]
    [InlineData("HomeDomain", ".", ".")]
    [InlineData("HomeDomain", "a//b:c/", "a/b%3Ac")]
    [InlineData("", "..", null)]
    public void Links_that_could_lead_out_are_not_made(string folder, string target, string? made) =>
        Assert.Equal(made, LinkPaths.Contain(folder, target, PortableNames.Escape));

    [Fact]
    public void A_map_that_is_a_link_is_not_written_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        using ExtractionBench bench = NewBench();
        BackupFile good = bench.Backup.Find("HomeDomain", "good")!;
        Directory.CreateDirectory(bench.Destination);
        string victim = bench.Destination + "-victim";
        File.WriteAllText(victim, string.Empty);
        File.CreateSymbolicLink(bench.InDestination(NameMap.FileName), victim);

        EngineException error = Assert.Throws<EngineException>(
            () => bench.Extract(items: [good with { RelativePath = "a:b" }]));

        Assert.Equal(ErrorKind.UnsafePath, error.Kind);
        Assert.Empty(File.ReadAllText(victim));
    }

    [Fact]
    public void A_file_where_a_folder_is_needed_stays_and_both_come_out()
    {
        using ExtractionBench bench = NewBench();
        BackupFile good = bench.Backup.Find("HomeDomain", "good")!;

        bench.Extract(items: [good, good with { RelativePath = "good/below" }]);

        Assert.Empty(bench.Observer.Failures);
        Assert.Equal(2, bench.Observer.Ended.Count);
        Assert.All(bench.Observer.Ended.Values, static ended => Assert.Equal("good", File.ReadAllText(ended.Path)));
    }

    private static ExtractionBench NewBench() => new(static writer =>
        writer.Add(ExtractionBench.File("HomeDomain", "good"), ExtractionBench.Text("good")));
}
