using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CsCheck;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Restoration;
using IosBackup.Engine.Tests.Files;
using IosBackup.Engine.Tests.Verification;
using IosBackup.Tests;
using IosBackup.VirtualDevice.Content;
using Xunit;

namespace IosBackup.Engine.Tests.Restoration;

public sealed class FolderExtractionTests
{
    [Theory]
    [InlineData(false, ExtractionLayout.Domain)]
    [InlineData(true, ExtractionLayout.Domain)]
    [InlineData(true, ExtractionLayout.Device)]
    [InlineData(true, ExtractionLayout.Flat)]
    public void Every_file_of_a_phone_comes_out_byte_for_byte(bool encrypted, ExtractionLayout layout)
    {
        PhoneContent content = new();
        AwkwardContent.AddTo(content);
        using ExtractionBench bench = new(content, encrypted);

        ExtractionResult result = bench.Extract(new ExtractionOptions { Layout = layout });

        Assert.Empty(bench.Observer.Failures);
        Dictionary<string, PhoneFile> files = content.TakeSnapshot()
            .Where(static file => file.Kind == PhoneFileKind.File)
            .ToDictionary(static file => $"{file.Domain}-{file.RelativePath}", StringComparer.Ordinal);
        Assert.Equal(files.Count, result.FilesWritten);
        foreach ((string item, PhoneFile file) in files)
        {
            using MemoryStream wanted = new();
            using (Stream stream = file.Content?.Open() ?? Stream.Null)
            {
                stream.CopyTo(wanted);
            }

            string path = bench.Observer.Ended[item].Path;
            Assert.Equal(wanted.ToArray(), File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void The_map_tells_what_every_renamed_file_was_called() =>
        Gen.Select(PortableNamesTests.Names, PortableNamesTests.Names).Array[1, 10].Sample(
            static paths =>
            {
                string[] distinct = [.. paths
                    .Select(static path => $"{path.Item1}/{path.Item2}")
                    .Where(static path => path.Split('/').All(static part => part is not ("." or "..")))
                    .Distinct(StringComparer.Ordinal)];
                using ExtractionBench bench = new(writer =>
                {
                    foreach (string path in distinct)
                    {
                        writer.Add(ExtractionBench.File("HomeDomain", path), ExtractionBench.Text(path));
                    }
                });
                bench.Extract();

                Assert.Empty(bench.Observer.Failures);
                Dictionary<string, string> map = NameMap.Read(bench.Destination)
                    .Where(static entry => entry.Kind == FileKind.File)
                    .ToDictionary(static entry => entry.Name, static entry => entry.Path, StringComparer.Ordinal);
                List<string> found = [];
                foreach (string name in bench.Found().Where(static name => name != NameMap.FileName))
                {
                    string original = map.GetValueOrDefault(name) ?? name["HomeDomain/".Length..];
                    Assert.Equal(original, bench.Read(name));
                    found.Add(original);
                }

                Assert.Equal(distinct.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
            },
            iter: 60);

    [Fact]
    public void There_is_no_map_when_every_name_stays()
    {
        using ExtractionBench bench = new(static writer =>
            writer.Add(ExtractionBench.File("HomeDomain", "Library/a.txt"), ExtractionBench.Text("a")));

        ExtractionResult result = bench.Extract();

        Assert.Null(result.MapPath);
        Assert.Equal(["HomeDomain/Library/a.txt"], bench.Found());
    }

    [Fact]
    public void The_device_layout_follows_the_phone()
    {
        using ExtractionBench bench = new(static writer =>
        {
            writer.Add(ExtractionBench.File("HomeDomain", "Library/SMS/sms.db"), ExtractionBench.Text("1"));
            writer.Add(ExtractionBench.File("HealthDomain", "Health/healthdb.sqlite"), ExtractionBench.Text("2"));
            writer.Add(ExtractionBench.File("AppDomain-com.a-b", "Documents/x"), ExtractionBench.Text("3"));
            writer.Add(ExtractionBench.File("AppDomainGroup-group.c", "y"), ExtractionBench.Text("4"));
            writer.Add(ExtractionBench.File("NewDomain", "z"), ExtractionBench.Text("5"));
        });

        bench.Extract(new ExtractionOptions { Layout = ExtractionLayout.Device });

        Assert.Equal(
            [
                "NewDomain/z",
                "var/mobile/Containers/Data/Application/com.a-b/Documents/x",
                "var/mobile/Containers/Shared/AppGroup/group.c/y",
                "var/mobile/Library/Health/healthdb.sqlite",
                "var/mobile/Library/SMS/sms.db",
            ],
            bench.Found());
    }

    [Fact]
    public void The_flat_layout_keeps_files_of_one_name_apart()
    {
        using ExtractionBench bench = new(static writer =>
        {
            for (int i = 0; i < 5; i++)
            {
                string path = $"Media/DCIM/10{i}APPLE/IMG_0001.JPG";
                writer.Add(ExtractionBench.File("CameraRollDomain", path), ExtractionBench.Text(path));
            }
        });

        ExtractionResult result = bench.Extract(new ExtractionOptions { Layout = ExtractionLayout.Flat });

        Assert.Equal(5, result.FilesWritten);
        Assert.Equal(5, NameMap.Read(bench.Destination).Count(entry => bench.Read(entry.Name) == entry.Path));
        Assert.All(bench.Found(), static name => Assert.DoesNotContain('/', name));
    }

    [Fact]
    public void Times_and_permissions_are_kept()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such permissions.");
        using ExtractionBench bench = new(static writer =>
        {
            writer.Add(ExtractionBench.File("HomeDomain", "a/tool", mode: 0x81ED), ExtractionBench.Text("run"));
            writer.Add(ExtractionBench.File("HomeDomain", "a/closed", mode: 0x8000), ExtractionBench.Text("closed"));
            writer.Add(ExtractionBench.File("HomeDomain", "a", mode: 0x4140) with { Kind = FileKind.Directory });
        });

        bench.Extract();

        Assert.Equal("-rwxr-xr-x", Describe(bench.InDestination("HomeDomain", "a", "tool")));
        Assert.Equal("-r--------", Describe(bench.InDestination("HomeDomain", "a", "closed")));
        Assert.Equal("drwx------", Describe(bench.InDestination("HomeDomain", "a")));
        DateTime expected = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000).UtcDateTime;
        Assert.Equal(expected, File.GetLastWriteTimeUtc(bench.InDestination("HomeDomain", "a", "tool")));
        Assert.Equal(expected, Directory.GetLastWriteTimeUtc(bench.InDestination("HomeDomain", "a")));

        static string Describe(string path)
        {
            UnixFileMode mode = new FileInfo(path).UnixFileMode;
            IEnumerable<char> bits = "rwxrwxrwx".Select((letter, i) => ((int)mode >> (8 - i) & 1) == 1 ? letter : '-');
            return (Directory.Exists(path) ? 'd' : '-') + new string([.. bits]);
        }
    }

    [Fact]
    public void A_second_extraction_passes_over_what_is_there()
    {
        PhoneContent content = new();
        AwkwardContent.AddTo(content);
        using ExtractionBench bench = new(content, encrypted: true);
        ExtractionResult first = bench.Extract();
        string[] before = bench.Describe();

        ExtractionResult second = bench.Extract();

        Assert.Empty(bench.Observer.Failures);
        Assert.Equal(0, second.FilesWritten);
        Assert.Equal(first.FilesWritten, second.FilesSkipped);
        Assert.Equal(before, bench.Describe());
    }

    [Fact]
    public void An_extraction_that_breaks_anywhere_is_completed_by_the_next()
    {
        PhoneContent content = new();
        AwkwardContent.AddTo(content);
        using ExtractionBench whole = new(content);
        whole.Extract();
        string[] wanted = whole.Describe();
        for (int call = 1; ; call += 223)
        {
            using ExtractionBench bench = new(content);
            FaultyFileLayer faulty = new(call, static () => new IOException("No space left on device", 28));
            Exception? failure = Record.Exception(() => bench.Extract(files: faulty));
            if (!faulty.HasFailed)
            {
                Assert.True(call > 1000, "Few calls were made.");
                return;
            }

            Assert.True(failure is EngineException { Kind: ErrorKind.DestinationFull }, $"Call {call}: {failure}");
            bench.Extract();
            Assert.Empty(bench.Observer.Failures);
            Assert.Equal(wanted, bench.Describe());
        }
    }

    [Fact]
    public void One_damaged_file_is_one_failure()
    {
        using ExtractionBench bench = new(
            static writer =>
            {
                for (int i = 0; i < 20; i++)
                {
                    writer.Add(ExtractionBench.File("HomeDomain", $"f{i}"), ExtractionBench.Text(new string('x', 99)));
                }
            },
            encrypted: true);
        string missing = FileIds.Compute("HomeDomain", "f7");
        string torn = FileIds.Compute("HomeDomain", "f9");
        File.Delete(Path.Combine(bench.Backup.FolderPath, missing[..2], missing));
        File.WriteAllBytes(Path.Combine(bench.Backup.FolderPath, torn[..2], torn), new byte[33]);

        ExtractionResult result = bench.Extract();

        Assert.Equal(2, result.Failed);
        Assert.Equal(18, result.FilesWritten);
        Assert.Equal(ErrorKind.PayloadMissing, bench.Observer.Failures["HomeDomain-f7"].Kind);
        Assert.Equal(ErrorKind.PayloadDamaged, bench.Observer.Failures["HomeDomain-f9"].Kind);
        Assert.Equal(18, bench.Found().Length);
    }

    [Fact]
    public void Other_files_at_the_destination_are_left_alone_unless_asked()
    {
        using ExtractionBench bench = new(static writer =>
            writer.Add(ExtractionBench.File("HomeDomain", "notes.txt"), ExtractionBench.Text("from the phone")));
        Directory.CreateDirectory(bench.InDestination("HomeDomain"));
        File.WriteAllText(bench.InDestination("HomeDomain", "notes.txt"), "mine");

        bench.Extract();

        Assert.Equal(ErrorKind.DestinationExists, bench.Observer.Failures["HomeDomain-notes.txt"].Kind);
        Assert.Equal("mine", bench.Read("HomeDomain", "notes.txt"));

        bench.Extract(new ExtractionOptions { Overwrites = true });

        Assert.Empty(bench.Observer.Failures);
        Assert.Equal("from the phone", bench.Read("HomeDomain", "notes.txt"));
    }

    [Fact]
    public async Task An_absurd_stated_size_counts_for_what_is_stored()
    {
        await using GoodBackups backups = new();
        await backups.InitializeAsync();
        using GoodBackup good = backups.Copy(isEncrypted: false);
        long before = Measure();
        good.EditRecord(
            "AppDomain-com.example.app", "Documents/text.txt", static file => file with { Size = 1L << 62 });

        Assert.Equal(before, Measure());

        using ExtractionBench bench = new(static writer =>
            writer.Add(ExtractionBench.File("HomeDomain", "f"), ExtractionBench.Text("content")));
        BackupFile absurd = bench.Backup.Find("HomeDomain", "f")! with { Size = 1L << 62 };
        Assert.Equal(7, bench.Plan(items: [absurd]).Bytes);

        long Measure()
        {
            using Backup backup = Backup.Open(good.Folder);
            return ExtractionTotals.Of(backup, TestContext.Current.CancellationToken).Bytes;
        }
    }

    [Fact]
    public void A_full_disk_ends_the_extraction_and_tells_what_is_missing()
    {
        using ExtractionBench bench = new(static writer =>
            writer.Add(ExtractionBench.File("HomeDomain", "f"), ExtractionBench.Text("content")));
        ExtractionOptions options = new() { ExpectedBytes = long.MaxValue };

        EngineException error = Assert.Throws<EngineException>(() => bench.Extract(options));

        Assert.Equal(ErrorKind.DestinationFull, error.Kind);
        Assert.Equal(long.MaxValue, error.NeededBytes);
        Assert.True(error.FreeBytes > 0);
        Assert.Empty(bench.Found());
    }

    [Theory]
    [InlineData(ExtractionLayout.Domain)]
    [InlineData(ExtractionLayout.Device)]
    [InlineData(ExtractionLayout.Flat)]
    public void A_plan_says_what_an_extraction_then_does(ExtractionLayout layout)
    {
        ExtractionOptions options = new() { Layout = layout };
        PhoneContent content = new();
        AwkwardContent.AddTo(content);
        content.Put("HomeDomain", "Library/README", "one");
        content.Put("HomeDomain", "Library/Readme", "two");
        using ExtractionBench bench = new(content);

        ExtractionPlan plan = bench.Plan(options);
        Assert.False(Directory.Exists(bench.Destination));
        ExtractionResult result = bench.Extract(options);

        Assert.Equal(result.FilesWritten, plan.Files);
        Assert.Equal(result.BytesWritten, plan.Bytes);
        Assert.Equal(result.Renamed, plan.Renamed);
        Assert.Equal(result.Folders, plan.Folders);
        Assert.Equal(result.Links + result.LinksRecorded, plan.Links);
        Assert.Equal(result.LinksRecorded, plan.LinksRecorded);
        Assert.InRange(plan.Collisions, 1, plan.Renamed);
        Assert.True(plan.FreeBytes > plan.Bytes);
        Assert.Equal(result.FilesWritten, bench.Plan(options).FilesPresent);
        Assert.Equal(0, bench.Plan(options).Files);
    }

    [Fact]
    public void The_same_item_given_twice_is_written_once()
    {
        using ExtractionBench bench = new(static writer =>
            writer.Add(ExtractionBench.File("HomeDomain", "a:b"), ExtractionBench.Text("content")));
        BackupFile item = bench.Backup.Find("HomeDomain", "a:b")!;

        ExtractionResult result = bench.Extract(items: [item, item, item]);

        Assert.Equal(1, result.FilesWritten);
        Assert.Equal(2, result.FilesSkipped);
        Assert.Single(NameMap.Read(bench.Destination));
    }

    [Theory]
    [InlineData("""{"name":null,"backup":"b","domain":"HomeDomain","path":"a:b","kind":"File"}""")]
    [InlineData("""{"name":"a","backup":"b","domain":"HomeDomain","path":null,"kind":"File"}""")]
    [InlineData("""{"name":"a","backup":"b","domain":7,"path":"a:b","kind":"File"}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public void A_line_of_the_map_that_makes_no_sense_is_passed_over(string line)
    {
        using ExtractionBench bench = new(static writer =>
            writer.Add(ExtractionBench.File("HomeDomain", "a:b"), ExtractionBench.Text("content")));
        Directory.CreateDirectory(bench.Destination);
        File.WriteAllText(Path.Combine(bench.Destination, NameMap.FileName), line + "\n");

        ExtractionResult result = bench.Extract();

        Assert.Equal(1, result.FilesWritten);
        Assert.Single(NameMap.Read(bench.Destination));
    }
}
