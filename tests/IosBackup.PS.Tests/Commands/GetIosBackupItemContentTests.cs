using System;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using IosBackup.Engine.PropertyLists;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

public sealed class GetIosBackupItemContentTests : IDisposable
{
    private const string GetItem = "Get-IosBackupItem $args[0] -Name $args[1] | ";

    private readonly TestFolder _folder = new();
    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("a\nb\r\nc\rd", "a|b|c|d")]
    [InlineData("a\n\n\r\n\rb\n", "a||||b")]
    [InlineData("", "")]
    [InlineData("ä 🔑", "ä 🔑")]
    public void Text_comes_in_lines(string text, string lines) =>
        Assert.Equal(lines, string.Join('|', Read("Get-IosBackupItemContent", MadeBackup.Text(text)).As<string>()));

    [Fact]
    public void Lines_are_found_across_buffers()
    {
        string[] expected = [.. Enumerable.Range(0, 40_000).Select(static number => $"line {number}")];

        Assert.Equal(
            expected,
            Read("Get-IosBackupItemContent", MadeBackup.Text(string.Join("\r\n", expected))).As<string>());
    }

    [Fact]
    public void Text_may_be_raw_and_of_another_encoding()
    {
        Assert.Equal(["a\nb"], Read("Get-IosBackupItemContent -Raw", MadeBackup.Text("a\nb")).As<string>());
        Assert.Equal(
            ["ä"], Read("Get-IosBackupItemContent -Encoding latin1", Encoding.Latin1.GetBytes("ä")).As<string>());
        Assert.Equal(
            ["ä"],
            Read("Get-IosBackupItemContent", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("ä")])
                .As<string>());
    }

    [Fact]
    public void Bytes_come_one_by_one_or_as_one_array()
    {
        byte[] content = new byte[150_000];
        new Random(1).NextBytes(content);

        Assert.Equal(content, Read("Get-IosBackupItemContent -AsByteStream", content).As<byte>());
        Assert.Equal(content, Assert.Single(Read("Get-IosBackupItemContent -AsByteStream -Raw", content).As<byte[]>()));
    }

    [Fact]
    public void Property_lists_become_values()
    {
        PlistDictionary list = new()
        {
            ["text"] = "t",
            ["number"] = 42,
            ["large"] = ulong.MaxValue,
            ["real"] = 1.5,
            ["yes"] = true,
            ["bytes"] = new byte[] { 1, 2 },
            ["date"] = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            ["list"] = new PlistArray(["a", new PlistDictionary { ["inner"] = 1 }]),
        };
        foreach (byte[] content in new[] { PropertyList.ToBinary(list), PropertyList.ToXml(list) })
        {
            OrderedDictionary value = Assert.Single(
                Read("Get-IosBackupItemContent -As PropertyList", content).As<OrderedDictionary>());

            Assert.Equal(["t", 42L, 1.5, true], [value["TEXT"], value["number"], value["real"], value["yes"]]);
            Assert.Equal(ulong.MaxValue, value["large"]);
            Assert.Equal(new byte[] { 1, 2 }, value["bytes"]);
            Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), value["date"]);
            object?[] items = Assert.IsType<object?[]>(value["list"]);
            Assert.Equal(1L, Assert.IsType<OrderedDictionary>(items[1])["inner"]);
        }
    }

    [Fact]
    public void Keys_that_differ_in_case_only_are_both_there()
    {
        byte[] content = PropertyList.ToBinary(new PlistDictionary { ["key"] = 1, ["KEY"] = 2 });

        OrderedDictionary value = Assert.Single(
            Read("Get-IosBackupItemContent -As PropertyList", content).As<OrderedDictionary>());

        Assert.Equal([1L, 2L], [value["key"], value["KEY"]]);
    }

    [Fact]
    public void An_archive_of_objects_becomes_the_values_that_it_holds()
    {
        PlistDictionary archive = new()
        {
            ["$archiver"] = "NSKeyedArchiver",
            ["$version"] = 100_000,
            ["$top"] = new PlistDictionary { ["root"] = new PlistUid(1) },
            ["$objects"] = new PlistArray(
            [
                "$null",
                new PlistDictionary
                {
                    ["NS.keys"] = new PlistArray([new PlistUid(2)]),
                    ["NS.objects"] = new PlistArray([new PlistUid(3)]),
                    ["$class"] = new PlistUid(4),
                },
                "name",
                "value",
                new PlistDictionary { ["$classname"] = "NSDictionary" },
            ]),
        };

        OrderedDictionary value = Assert.Single(
            Read("Get-IosBackupItemContent -As PropertyList", PropertyList.ToBinary(archive))
                .As<OrderedDictionary>());

        Assert.Equal("value", value["name"]);
    }

    [Fact]
    public void Errors_name_the_item_and_the_next_one_has_its_turn()
    {
        string path = MadeBackup.Write(
            _folder["two"],
            null,
            files: [("HomeDomain", "a.txt", MadeBackup.Text("a")), ("HomeDomain", "b.txt", MadeBackup.Text("b"))]);
        string id = Engine.Backups.FileIds.Compute("HomeDomain", "a.txt");
        File.Delete(Path.Combine(path, id[..2], id));

        ShellResult result = _shell.Run(GetItem + "Get-IosBackupItemContent", path, "*.txt");

        Assert.Equal(["b"], result.As<string>());
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("PayloadMissing,", error.FullyQualifiedErrorId);
        Assert.Equal("HomeDomain-a.txt", error.TargetObject);
    }

    [Fact]
    public void A_directory_has_no_content_and_the_next_item_has_its_turn()
    {
        string path = MadeBackup.Write(
            _folder["folders"], null, files: ("HomeDomain", "Library/a.txt", MadeBackup.Text("a")));

        ShellResult result = _shell.Run(
            "Get-IosBackupItem $args[0] -RelativePath Library, Library/a.txt | Sort-Object RelativePath "
            + "| Get-IosBackupItemContent",
            path);

        Assert.Equal(["a"], result.As<string>());
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("InvalidArgument,", error.FullyQualifiedErrorId);
        Assert.Equal("HomeDomain-Library", error.TargetObject);
    }

    [Fact]
    public void What_is_no_property_list_is_an_error()
    {
        ShellResult result = Run("Get-IosBackupItemContent -As PropertyList", MadeBackup.Text("no list"));

        Assert.StartsWith("PropertyListInvalid,", Assert.Single(result.Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public void Items_that_went_through_a_job_are_found_again()
    {
        string path = MadeBackup.Write(
            _folder["job"], null, files: ("HomeDomain", "a.txt", MadeBackup.Text("content")));

        ShellResult result = _shell.Run(
            "$item = Get-IosBackupItem $args[0] -Name a.txt; [Management.Automation.PSSerializer]::Deserialize("
            + "[Management.Automation.PSSerializer]::Serialize($item)) | Get-IosBackupItemContent",
            path);

        Assert.Empty(result.Errors);
        Assert.Equal(["content"], result.As<string>());
    }

    private ShellResult Read(string script, byte[] content)
    {
        ShellResult result = Run(script, content);
        Assert.Empty(result.Errors);
        return result;
    }

    private ShellResult Run(string script, byte[] content)
    {
        string path = MadeBackup.Write(_folder[Guid.NewGuid().ToString()], null, files: ("HomeDomain", "f", content));
        return _shell.Run(GetItem + script, path, "f");
    }
}
