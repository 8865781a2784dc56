using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using IosBackup.Output;
using IosBackup.PS.Tests.Hosting;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.PS.Tests.Output;

/// <summary>
/// The tables in which objects are shown, each with objects that the module itself has made; but virtual phones have no
/// keychain.
/// </summary>
[Collection(ProcessState.Name)]
public sealed class DefaultViewTests(LivedInPhone life) : IClassFixture<LivedInPhone>
{
    /// <summary>Labels of columns with numbers that mean nothing without their unit.</summary>
    private static readonly HashSet<string> s_measured =
    [
        "Age", "Bytes", "Data", "Duration", "LastBackup", "Length", "Received", "Share", "Size", "Took",
    ];

    private static readonly Regex s_withUnit = new(
        @"^(-?[\d.,]+ (B|kB|MB|GB|TB|s|min|h|d|%)|-?(\d+:)?\d+:\d\d|now)$", RegexOptions.CultureInvariant);

    /// <summary>Texts that do not come from a phone, or are checked when they come.</summary>
    private static readonly string[] s_ours =
        ["BackupPath", "Destination", "Endpoint", "ErrorId", "Id", "Path", "ProblemId", "Reason", "Slice", "Udid"];

    private static readonly Dictionary<string, XElement> s_tables = Directory
        .GetFiles(Path.Combine(ConformanceData.Root, "module", "Views"), "*.Format.ps1xml")
        .SelectMany(static file => XDocument.Load(file).Descendants("View"))
        .Where(static view => view.Element("TableControl") is not null)
        .ToDictionary(static view => view.Element("Name")!.Value);

    /// <summary>The name of each view, and a script that gives objects for it.</summary>
    public static TheoryData<string, string> Views { get; } = new()
    {
        { "IosAccount", "$second | Get-IosBackupAccount" },
        { "IosApp", "$second | Get-IosBackupApp" },
        { "IosBackup", "$first, $second" },
        { "IosBackupCopyResult", "$second | Copy-IosBackup -Destination $copies -Verify" },
        { "IosBackupDifference", "Compare-IosBackup $first $second; Compare-IosBackup $second $first" },
        { "IosBackupDifferenceSummary", "Compare-IosBackup -Reference $first -Difference $second -Summary" },
        { "IosBackupFinding", "(Test-IosBackup $damaged -Level Full).Findings" },
        { "IosBackupItem", "$second | Get-IosBackupItem" },
        { "IosBackupMeasurement", "$first | Measure-IosBackup" },
        {
            "IosBackupPolicyDevice",
            "$null = [IO.Directory]::CreateDirectory((Join-Path (Split-Path $copies) policy)); "
            + "Set-Content \"$copies-policy.json\" ('{ \"version\": 1, \"waitMinutes\": 0, \"devices\": [\"Mara\", '"
            + " + '\"00008130-001C2D3E4F50001C\"], \"repository\": \"policy\" }'); "
            + "(Invoke-IosBackupPolicy \"$copies-policy.json\" -Password $secret -ErrorAction SilentlyContinue).Devices"
        },
        { "IosBackupResult", "$made; New-IosBackup -Udid 00008130-001C2D3E4F50001C -ErrorAction SilentlyContinue" },
        {
            "IosBackupSchedule",
            "[IosBackup.IosBackupSchedule]@{ Name = 'Nightly'; FilePath = '/a.ps1'; PowerShellPath = '/pwsh'; "
            + "At = [timespan[]]'02:00'; DaysOfWeek = [DayOfWeek[]]'Monday'; TimeLimit = [timespan]'06:00'; "
            + "IsEnabled = $true; "
            + "NextRun = [datetimeoffset]::Now; LastRun = [datetimeoffset]::Now; LastExitCode = 0; Location = '/a' }"
        },
        { "IosBackupSelection", "Get-IosBackup $repository | Select-IosBackup -KeepLast 1" },
        {
            "IosBackupStatus",
            "$null = Get-IosBackup $repository -Latest | Test-IosBackup; "
            + "Get-IosBackupStatus $repository -CopyPath $copies -MaxAge 0d -ErrorAction Ignore"
        },
        { "IosBackupTestResult", "$second | Test-IosBackup -Slice 1/30" },
        { "IosBookmark", "$second | Get-IosBackupBookmark" },
        { "IosBrowserTab", "$second | Get-IosBackupBrowserTab" },
        { "IosCalendarEvent", "$second | Get-IosBackupCalendarEvent" },
        { "IosCall", "$second | Get-IosBackupCall" },
        { "IosChatMessage", "$second | Get-IosBackupMessage" },
        { "IosContact", "$second | Get-IosBackupContact" },
        {
            "IosDevice",
            "$env:IOSBACKUP_REPOSITORY = $repository; $phone | Get-IosDevice; $env:IOSBACKUP_REPOSITORY = $null"
        },
        { "IosDevicePairing", "$phone, (Start-IosVirtualDevice Stranger -FileCount 1) | Test-IosDevicePairing" },
        {
            "IosDeviceRestoreResult",
            "$second | Restore-IosBackup -Device $phone -Password $secret -SkipVerification -Force"
        },
        { "IosDeviceSetting", "$second | Get-IosBackupDeviceSetting" },
        { "IosHealthSample", "$second | Get-IosBackupHealthSample" },
        { "IosHealthSummary", "$second | Get-IosBackupHealthSummary" },
        {
            "IosKeychainItem",
            "[IosBackup.IosKeychainItem]@{ Kind = 'Internet'; Name = 'a.org'; Account = 'm'; AccessGroup = 'apple' }"
        },
        { "IosNote", "$second | Get-IosBackupNote" },
        { "IosPhoto", "$second | Get-IosBackupPhoto" },
        { "IosReminder", "$second | Get-IosBackupReminder" },
        { "IosRestoreNote", "(Restore-IosBackup $damaged -Destination $out -WhatIf).Notes" },
        { "IosRestoreResult", "$second | Get-IosBackupItem -DataType Contacts | Restore-IosBackup -Destination $out" },
        { "IosVirtualDevice", "$phone" },
        { "IosVoiceMemo", "$second | Get-IosBackupVoiceMemo" },
        { "IosVoicemail", "$second | Get-IosBackupVoicemail" },
        { "IosWebVisit", "$second | Get-IosBackupWebHistory" },
        { "IosWifiNetwork", "$second | Get-IosBackupWifiNetwork" },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public void A_table_has_its_headers_units_and_something_in_every_column(string name, string script)
    {
        XElement[] headers = [.. s_tables[name].Descendants("TableColumnHeader")];
        string[] labels = [.. headers.Select(static header => header.Element("Label")!.Value)];
        string[] cells = [.. s_tables[name].Descendants("TableColumnItem").Select(ToExpression)];

        ShellResult shown = life.Run(
            $"$all = @({script}) | Select-Object -First 500; $all | Out-String -Width 400; "
            + $"$all | ForEach-Object {{ , @({string.Join(", ", cells)}) }}");

        Assert.Empty(shown.Errors);
        string[] text = ((string)shown.Output[0].BaseObject).Split('\n', StringSplitOptions.TrimEntries);
        Assert.Contains(string.Join(' ', labels), text.Select(static line => Regex.Replace(line, " +", " ")));
        object[][] rows = [.. shown.Output.Skip(1).Select(static row => (object[])row.BaseObject)];
        for (int column = 0; column < labels.Length; column++)
        {
            string[] values = [.. rows.Select(row => $"{row[column]}").Where(static value => value.Length > 0)];
            Assert.True(values.Length > 0, $"The column '{labels[column]}' is empty.");
            Assert.True(
                !s_measured.Contains(labels[column]) || values.All(s_withUnit.IsMatch),
                $"The column '{labels[column]}' has numbers without units: {values[0]}");
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void No_text_of_a_phone_commands_the_terminal(string name, string script)
    {
        Assert.NotEmpty(script);
        string shown = s_tables[name].Descendants("TypeName").First().Value.Split('#')[0];
        Type type = new[] { typeof(_Format), typeof(IosNote) }
            .Select(known => known.Assembly.GetType(shown)).Single(static known => known is not null)!;
        string[] texts =
        [
            .. type.GetProperties().Where(static property => property.PropertyType == typeof(string))
                .Select(static property => property.Name).Except(s_ours),
        ];
        string[] cells = [.. s_tables[name].Descendants("TableColumnItem").Select(ToExpression)];

        ShellResult result = life.Run(
            "$text = \"a`e[2J`n`u{202e}b\"; "
            + $"$hostile = [pscustomobject]@{{ Duration = [timespan]0; {string.Join("; ", texts.Select(
                static text => $"{text} = $text"))} }}; "
            + $"$hostile | ForEach-Object {{ , @({string.Join(", ", cells)}) }}");

        Assert.Empty(result.Errors);
        object[] row = (object[])result.Output.Single().BaseObject;
        Assert.DoesNotContain(row, static cell => $"{cell}".Contains('\e', StringComparison.Ordinal));
    }

    [Fact]
    public void Every_table_is_tested() =>
        Assert.Equivalent(s_tables.Keys, Views.Select(static view => view.Data.Item1), strict: true);

    private static string ToExpression(XElement cell) => cell.Element("PropertyName") is XElement property
        ? $"\"$($_.{property.Value})\""
        : $"\"$({cell.Element("ScriptBlock")!.Value})\"";
}
