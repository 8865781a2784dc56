using System;
using System.IO;
using System.Text.RegularExpressions;
using IosBackup.Engine.Verification;
using IosBackup.Tests;
using IosBackup.Verification;
using Xunit;

namespace IosBackup.PS.Tests.Output;

public sealed class FindingTextTests
{
    [Fact]
    public void Every_kind_of_finding_has_a_sentence()
    {
        foreach (FindingKind kind in Enum.GetValues<FindingKind>())
        {
            Assert.Matches(@"^[A-Z].*\.$", FindingTexts.Of(kind));
        }
    }

    [Fact]
    public void The_topic_lists_every_kind_with_its_severity_and_sentence()
    {
        string topic = Path.Combine(ConformanceData.Root, "docs", "en-US", "about_IosBackup_Verification.md");
        string text = Regex.Replace(File.ReadAllText(topic), @"\s+", " ");

        Assert.All(Enum.GetValues<FindingKind>(), kind => Assert.Contains(
            $"- {kind} ({FindingRules.SeverityOf(kind)}): {FindingTexts.Of(kind)}", text));
        Assert.Equal(
            Enum.GetValues<FindingKind>().Length,
            Regex.Count(text, @"- \w+ \((Error|Warning|Information)\): "));
    }
}
