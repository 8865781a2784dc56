using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.PS.Tests.House;

/// <summary>What the analyzers do not see.</summary>
public sealed partial class HouseRulesTests
{
    private const int LongestFile = 500;
    private const int LongestLine = 120;

    [Fact]
    public void No_source_file_is_longer_than_500_lines() =>
        Report(Sources().Where(source => source.Lines.Length > LongestFile).Select(source => source.Path));

    [Fact]
    public void No_line_is_longer_than_120_columns() =>
        Report(Findings(line =>
        line.Length > LongestLine && new StringInfo(line).LengthInTextElements > LongestLine));

    [Fact]
    public void There_are_no_regions() =>
        Report(Findings(line => line.Contains("#" + "region", StringComparison.Ordinal)));

    [Fact]
    public void Nothing_is_left_to_be_done() => Report(Findings(line => Leftover().IsMatch(line)));

    [Fact]
    public void A_file_holds_one_type() => Report(Sources()
        .Where(source => source.Lines.Count(line => TypeDeclaration().IsMatch(line)) > 1)
        .Select(source => source.Path));

    [Fact]
    public void Tests_that_touch_what_all_runspaces_share_run_one_after_the_other() => Report(Sources()
        .Where(source => source.Lines.Any(line => TestDeclaration().IsMatch(line))
            && source.Lines.Any(line => SharedState().IsMatch(line))
            && !source.Lines.Any(line => InOrder().IsMatch(line)))
        .Select(source => source.Path));

    [Fact]
    public void The_rules_see_the_sources()
    {
        Assert.Contains(Sources(), source => source.Path.EndsWith("HouseRulesTests.cs", StringComparison.Ordinal));
        Assert.Contains(Sources(), source => source.Path.EndsWith("EngineException.cs", StringComparison.Ordinal));
    }

    private static void Report(IEnumerable<string> offenders)
    {
        string all = string.Join('\n', offenders);
        Assert.True(all.Length == 0, all);
    }

    private static IEnumerable<string> Findings(Func<string, bool> offends) =>
        from source in Sources()
        from line in source.Lines.Select((text, index) => (Text: text, Number: index + 1))
        where offends(line.Text)
        select $"{source.Path}:{line.Number}";

    private static IEnumerable<(string Path, string[] Lines)> Sources()
    {
        char separator = Path.DirectorySeparatorChar;
        return from folder in new[] { "src", "tests" }
               from path in Directory.EnumerateFiles(
                   Path.Combine(ConformanceData.Root, folder), "*.cs", SearchOption.AllDirectories)
               where !path.Contains($"{separator}obj{separator}", StringComparison.Ordinal)
                   && !path.Contains($"{separator}bin{separator}", StringComparison.Ordinal)
               select (path, File.ReadAllLines(path));
    }

    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|XX" + @"X)\b")]
    private static partial Regex Leftover();

    [GeneratedRegex(@"^    \[(Fact|Theory)")]
    private static partial Regex TestDeclaration();

    // The keys of unlocked backups, also of the lived-in phone, the variables of the environment, the virtual devices.
    [GeneratedRegex(@"Unlock-Ios|Run\(""Lock-|Remove-Module|UnlockedKeybags\.|\(LivedInPhone "
        + @"|\$env:\w+ =|-IosVirtualDevice ")]
    private static partial Regex SharedState();

    // Shells of their own share nothing.
    [GeneratedRegex(@"^\[Collection\(ProcessState\.Name\)\]|ShellProcess shell = ")]
    private static partial Regex InOrder();

    [GeneratedRegex(@"^(public|internal)( \w+)* (class|struct|record|interface|enum|delegate) ")]
    private static partial Regex TypeDeclaration();
}
