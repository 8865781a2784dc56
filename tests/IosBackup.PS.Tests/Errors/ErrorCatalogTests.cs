using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using IosBackup.Engine.Errors;
using IosBackup.Errors;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.PS.Tests.Errors;

public sealed class ErrorCatalogTests
{
    public static TheoryData<ErrorKind> Kinds => [.. Enum.GetValues<ErrorKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_has_a_whole_message_and_something_to_do(ErrorKind kind)
    {
        EngineException bare = new(kind, "technical detail");
        EngineException full = new(kind, "technical detail")
        {
            Target = "TARGET",
            NeededBytes = 312_400_000_000,
            FreeBytes = 283_000_000_000,
        };

        foreach (ErrorRecord record in new[] { ErrorCatalog.ToRecord(bare), ErrorCatalog.ToRecord(full) })
        {
            string text = record.ErrorDetails.Message;
            Assert.Equal(kind.ToString(), record.FullyQualifiedErrorId);
            Assert.NotEmpty(record.ErrorDetails.RecommendedAction);
            Assert.Matches(@"^[A-Z].*[.!?""a-z]$", text);
            Assert.DoesNotMatch(@"[\[\]{}]|  | [.:,]", text);
            Assert.True(Enum.TryParse<RetryAdvice>((string)record.Exception.Data["Retry"]!, out _));
        }

        Assert.Null(ErrorCatalog.ToRecord(bare).TargetObject);
        Assert.Equal("TARGET", ErrorCatalog.ToRecord(full).TargetObject);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_a_run_is_told_is_whole_as_well(ErrorKind kind)
    {
        ErrorRecord record = ErrorCatalog.ToRecord(new EngineException(kind, "technical detail"), "about", ofRun: true);

        Assert.Equal(kind.ToString(), record.FullyQualifiedErrorId);
        Assert.Equal(ErrorCatalog.Find(kind).Category, record.CategoryInfo.Category);
        Assert.DoesNotContain("another generation or copy", record.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void Only_a_run_keeps_what_has_arrived()
    {
        EngineException error = new(ErrorKind.DeviceDisconnected, "It is gone.");

        Assert.Contains("next run", ErrorCatalog.ToRecord(error, ofRun: true).ErrorDetails.RecommendedAction);
        Assert.DoesNotContain("next run", ErrorCatalog.ToRecord(error).ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_passcode_may_have_been_cancelled()
    {
        string text = ErrorCatalog.ToRecord(new EngineException(ErrorKind.PasscodeRequired, "x")).ErrorDetails.Message;

        Assert.Contains("cancelled there or not entered in time", text);
    }

    [Fact]
    public void Nothing_that_a_terminal_obeys_is_in_a_message()
    {
        EngineException error = new(ErrorKind.PayloadDamaged, "bell \a") { Target = "HomeDomain-\u001b[31mred\u009b" };

        Assert.Equal(
            "A file of the backup is damaged: HomeDomain-\uFFFD[31mred\uFFFD. bell \uFFFD",
            ErrorCatalog.ToRecord(error).ErrorDetails.Message);
    }

    [Fact]
    public void A_full_destination_is_told_in_sizes()
    {
        EngineException error = new(ErrorKind.DestinationFull, "x")
        {
            Target = "/backups",
            NeededBytes = 312_400_000_000,
            FreeBytes = 283_000_000_000,
        };

        Assert.Equal(
            "There is not enough space for /backups: 312.4 GB needed, 283.0 GB free, 29.4 GB short.",
            ErrorCatalog.ToRecord(error).ErrorDetails.Message);
    }

    [Fact]
    public void What_the_device_reports_is_told_with_its_cause()
    {
        EngineException error = new(ErrorKind.DeviceFailed, "x") { DeviceCode = 104, UnderlyingCode = 105 };

        ErrorRecord record = ErrorCatalog.ToRecord(error, "UDID");

        Assert.Contains("(MBErrorDomain/104), because of not enough space", record.ErrorDetails.Message);
        Assert.Contains("(MBErrorDomain/105).", record.ErrorDetails.Message);
        Assert.Equal(DeviceErrorTable.Find(104).Action, record.ErrorDetails.RecommendedAction);
        Assert.Equal("Later", record.Exception.Data["Retry"]);
        Assert.Equal("UDID", record.TargetObject);
    }

    [Fact]
    public void A_code_nobody_knows_is_still_named()
    {
        EngineException error = new(ErrorKind.DeviceFailed, "x") { DeviceCode = 4711 };

        Assert.Contains("MBErrorDomain/4711", ErrorCatalog.ToRecord(error).ErrorDetails.Message);
    }

    [Theory]
    [InlineData("InvalidHostID", "does not trust this computer. The device calls it InvalidHostID.")]
    [InlineData("bad\u001b[31m", "does not trust this computer.")]
    public void What_the_device_calls_it_is_told_when_it_is_a_word(string name, string expected)
    {
        EngineException error = new(ErrorKind.PairingRequired, "x") { DeviceError = name };

        Assert.EndsWith(expected, ErrorCatalog.ToRecord(error).ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_other_exception_is_unexpected_and_keeps_its_message()
    {
        ErrorRecord record = ErrorCatalog.ToRecord(new InvalidOperationException("the bug"), "thing");

        Assert.Equal("Unexpected", record.FullyQualifiedErrorId);
        Assert.Contains("the bug", record.ErrorDetails.Message);
    }

    [Fact]
    public void A_message_is_not_taken_for_a_template()
    {
        EngineException error = new(ErrorKind.Unexpected, "odd {target} [x]") { Target = "t{detail}" };

        Assert.Contains("odd {target} [x]", ErrorCatalog.ToRecord(error).ErrorDetails.Message);
    }

    [Theory]
    [InlineData("3.0.0.0", false)]
    [InlineData("7.4.6.500", false)]
    [InlineData("7.5.0.500", true)]
    [InlineData("7.6.0.500", true)]
    public void Hosts_that_do_not_print_recommendations_are_known(string version, bool expected) =>
        Assert.Equal(expected, HostCapabilities.Shows(Version.Parse(version)));

    [Fact]
    public void No_two_rows_of_the_device_table_answer_for_the_same_code()
    {
        int[] codes =
            [.. DeviceErrorTable.Rows.SelectMany(row => Enumerable.Range(row.First, row.Last - row.First + 1))];

        Assert.Equal(codes.Length, codes.Distinct().Count());
    }

    [Fact]
    public void The_help_lists_every_error_id_with_its_retry_advice()
    {
        string help = File.ReadAllText(
            Path.Combine(ConformanceData.Root, "docs", "en-US", "about_IosBackup_Errors.md"));
        foreach (ErrorKind kind in Enum.GetValues<ErrorKind>())
        {
            ErrorEntry entry = ErrorCatalog.Find(kind);
            Assert.Matches(
                string.Format(
                    CultureInfo.InvariantCulture,
                    @"(?m)^\| {0} +\| {1} +\| {2} +\|",
                    kind,
                    entry.Category,
                    entry.Retry),
                help);
        }

        foreach (Match row in Regex.Matches(help, @"(?m)^\| (\w+) +\| \w+ +\| (?:No|AfterAction|Later) +\|"))
        {
            Assert.True(Enum.TryParse<ErrorKind>(row.Groups[1].Value, out _), row.Value);
        }
    }
}
