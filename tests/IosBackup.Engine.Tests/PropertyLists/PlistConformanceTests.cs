using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.Engine.Tests.PropertyLists;

/// <summary>Files that other people's tools and fuzzers made, with another reader's verdict on each.</summary>
public sealed class PlistConformanceTests
{
    // The other reader is wrong on these: a key that is no string, cycles, a table too short for its count, base64 with
    // characters that are none, and text where only elements may stand.
    private static readonly string[] s_rightlyRefused =
    [
        "crash-39f1347115f8fe9ac25cdc9332e3fc5cd32c7f7b",
        "clusterfuzz-testcase-4663876528373760",
        "recursion.bplist",
        "binary_circular_array.plist",
        "xml_entity_error.plist",
    ];

    [Fact]
    public void Every_conformance_file_gets_the_verdict_it_deserves()
    {
        string root = ConformanceData.Conformance("plists");
        List<string> wrong = [];
        int seen = 0;
        foreach (string[] row in Baseline(root))
        {
            string? path = Locate(root, row[0]);
            if (path is null)
            {
                continue;
            }

            seen++;
            bool expected = row[3].StartsWith("ok", StringComparison.Ordinal)
                && !s_rightlyRefused.Contains(Path.GetFileName(path));
            if (IsAccepted(File.ReadAllBytes(path)) != expected)
            {
                wrong.Add($"{row[0]}: expected {(expected ? "accepted" : "refused")}");
            }
        }

        Assert.Empty(wrong);
        Assert.True(seen > 80, $"only {seen} files were found");
    }

    [Fact]
    public void Every_accepted_file_survives_both_forms()
    {
        foreach (string path in Directory.EnumerateFiles(
            ConformanceData.Conformance("plists"), "*", SearchOption.AllDirectories))
        {
            byte[] bytes = File.ReadAllBytes(path);
            if (!IsAccepted(bytes))
            {
                continue;
            }

            PlistNode node = PropertyList.Parse(bytes);
            Assert.Equal(node, PropertyList.Parse(PropertyList.ToBinary(node)));
            Assert.Equal(node, PropertyList.Parse(PropertyList.ToXml(node)));
        }
    }

    [Fact]
    public void A_keyed_archive_of_another_tool_resolves()
    {
        string path = ConformanceData.Conformance("plists", "rust-plist", "binary_NSKeyedArchiver.plist");

        KeyedArchive archive = KeyedArchive.Parse(File.ReadAllBytes(path));

        Assert.NotNull(archive.ClassName(archive.Root));
        Assert.IsNotType<PlistNull>(archive.ToPlainValues());
    }

    private static IEnumerable<string[]> Baseline(string root) => File
        .ReadLines(Path.Combine(root, "baseline-python-plistlib.tsv"))
        .Skip(1)
        .Select(static line => line.Split('\t'));

    private static string? Locate(string root, string name)
    {
        string path = Path.Combine(root, name
            .Replace("libplist/fuzz/", "libplist-fuzz/", StringComparison.Ordinal)
            .Replace("libplist/test/data/", "libplist/", StringComparison.Ordinal)
            .Replace("rust-plist/tests/data/", "rust-plist/", StringComparison.Ordinal));
        return File.Exists(path) ? path : null;
    }

    private static bool IsAccepted(byte[] bytes)
    {
        try
        {
            PropertyList.Parse(bytes);
            return true;
        }
        catch (EngineException e) when (e.Kind == ErrorKind.PropertyListInvalid)
        {
            return false;
        }
    }
}
