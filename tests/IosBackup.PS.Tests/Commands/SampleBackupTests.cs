using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using IosBackup.PS.Tests.Hosting;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

/// <summary>The cmdlets on the small encrypted backup among the vectors, whose content is known.</summary>
[Collection(ProcessState.Name)]
public sealed class SampleBackupTests : IDisposable
{
    private const string Unlock = "$word = [securestring]::new(); 'Passw0rd!'.ToCharArray() | "
        + "ForEach-Object { $word.AppendChar($_) }; "
        + "$null = Get-IosBackup $args[0] | Unlock-IosBackup -Password $word; ";

    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();

    private static string Folder => ConformanceData.Vectors("sample-backup", MadeBackup.Udid);

    public void Dispose()
    {
        _shell.Run("Lock-IosBackup");
        _shell.Dispose();
    }

    [Fact]
    public void Its_files_have_the_known_content()
    {
        Dictionary<string, JsonNode> expected = Vector()["files"]!.AsObject()
            .Where(static file => file.Value!["plain_sha1"] is not null)
            .ToDictionary(static file => file.Key.Replace('|', '-'), static file => file.Value!);

        ShellResult result = _shell.Run(
            Unlock + "foreach ($item in Get-IosBackupItem $args[0] -Kind File) "
            + "{ $item; , ($item | Get-IosBackupItemContent -AsByteStream -Raw) }",
            Folder);

        Assert.Empty(result.Errors);
        Assert.NotEmpty(expected);
        Assert.Equal(2 * expected.Count, result.Output.Count);
        foreach (object[] pair in result.Output.Select(static one => one.BaseObject).Chunk(2))
        {
            IosBackupItem item = Assert.IsType<IosBackupItem>(pair[0]);
            JsonNode file = expected[item.ToString()];
            Assert.Equal((string)file["fileID"]!, item.FileId);
            Assert.Equal((long)file["manifest_size"]!, item.Size);
            Assert.Equal(
                (string)file["plain_sha1"]!,
                Convert.ToHexStringLower(SHA1.HashData(Assert.IsType<byte[]>(pair[1]))));
        }
    }

    [Fact]
    public void Its_sizes_are_measured_and_nothing_of_it_is_touched()
    {
        string[] before = [.. Directory.EnumerateFileSystemEntries(Folder, "*", SearchOption.AllDirectories).Order()];

        ShellResult result = _shell.Run(Unlock + "Measure-IosBackup $args[0]", Folder);

        Assert.Empty(result.Errors);
        Assert.Equal(
            Vector()["files"]!.AsObject().Sum(static file => (long?)file.Value!["manifest_size"] ?? 0),
            result.As<IosBackupMeasurement>().Sum(static one => one.Size));
        Assert.Equal(
            before, Directory.EnumerateFileSystemEntries(Folder, "*", SearchOption.AllDirectories).Order());
    }

    private static JsonNode Vector() => JsonNode.Parse(
        File.ReadAllText(ConformanceData.Vectors("keybag-vectors.json")))!["sample_backup"]!;
}
