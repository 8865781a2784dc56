using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using IosBackup.Engine.Errors;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

/// <summary>What New-IosBackup and Test-IosDevice make of what they are told to do, before anything is done.</summary>
[Collection(ProcessState.Name)]
public sealed class NewIosBackupPlanTests : IDisposable
{
    private const string Begin =
        "$phone = Start-IosVirtualDevice Mara -FileCount 2; $null = $phone | New-IosDevicePairing; ";

    private readonly TestFolder _folder = new();
    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();

    public static IEnumerable<TheoryDataRow<string, string>> Nowhere =>
    [
        new("file", "It is a file"),
        new(Path.Combine("file", "below"), "It is a file"),
        .. OperatingSystem.IsLinux()
            ? new TheoryDataRow<string, string>[] { new("/proc/iosbackup", "cannot be reached or written") }
            : [],
    ];

    public void Dispose()
    {
        _shell.Run("Stop-IosVirtualDevice *");
        _shell.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("$phone, $phone | New-IosBackup -Path $args[0]", 1)]
    [InlineData("$null = $phone | New-IosBackup -Path $args[0]; $null = $phone | New-IosBackup -Path $args[0]; "
        + "Get-IosBackup $args[0] | New-IosBackup -Path $args[0]", 1)]
    [InlineData("$phone.Udid, $phone.Udid.ToLower(), '*' | New-IosBackup -Path $args[0]", 1)]
    [InlineData("'absent', 'absent' | New-IosBackup -Path $args[0]", 0)]
    public void A_device_that_comes_twice_is_backed_up_once(string script, int made)
    {
        ShellResult result = _shell.Run(Begin + script, _folder["repository"]);

        IosBackupResult once = Assert.Single(result.As<IosBackupResult>());
        Assert.Equal(made == 1 ? IosBackupResultStatus.Completed : IosBackupResultStatus.Failed, once.Status);
        Assert.Equal(1 - made, result.Errors.Count);
    }

    [Theory]
    [InlineData("", "incremental from the generation of ", false)]
    [InlineData("$null = Enable-IosBackupEncryption -Udid $phone.Udid -Password $secret -Confirm:$false; ",
        "full, because encryption was turned on since", true)]
    public void A_plan_says_whether_all_is_sent(string between, string expected, bool isFull)
    {
        ShellResult result = _shell.Run(
            Begin + "$secret = [securestring]::new(); $secret.AppendChar('x'); "
            + "$null = $phone | New-IosBackup -Path $args[0]; " + between
            + "$phone | New-IosBackup -Path $args[0] -Verbose 4>&1",
            _folder["repository"]);

        Assert.Empty(result.Errors);
        Assert.Contains(result.Output, line =>
            line.BaseObject is VerboseRecord plan && plan.Message.Contains(expected, StringComparison.Ordinal));
        IEnumerable<object> objects = result.Output.Select(static line => line.BaseObject);
        Assert.Equal(isFull, Assert.Single(objects.OfType<IosBackupResult>()).IsFull);
    }

    [Theory]
    [InlineData("file", "")]
    [InlineData("file", " -WhatIf")]
    [InlineData("file/below", " -WhatIf")]
    public void A_file_is_no_place_for_backups(string place, string whatIf)
    {
        File.WriteAllText(_folder["file"], "text");

        ShellResult result = _shell.Run(Begin + "$phone | New-IosBackup -Path $args[0]" + whatIf, _folder[place]);

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("DestinationUnavailable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(_folder["file"], error.TargetObject);
        Assert.Contains("It is a file", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("Give a folder", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(
            nameof(ErrorKind.DestinationUnavailable), Assert.Single(result.As<IosBackupResult>()).ErrorId);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -WhatIf")]
    public void A_folder_that_may_not_be_entered_is_unavailable(string whatIf)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Root may enter any folder.");
        string closed = Directory.CreateDirectory(_folder["closed"]).FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(closed, UnixFileMode.None);
        }

        ShellResult result = _shell.Run(Begin + "$phone | New-IosBackup -Path $args[0]" + whatIf, closed);
        Directory.Delete(closed);

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("DestinationUnavailable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(closed, error.TargetObject);
    }

    [Theory]
    [MemberData(nameof(Nowhere))]
    public void A_device_does_not_pass_where_no_folder_can_be(string place, string why)
    {
        File.WriteAllText(_folder["file"], "text");

        ShellResult result = _shell.Run(Begin + "$phone | Test-IosDevice -Path $args[0]", _folder[place]);

        IosDeviceTestResult test = Assert.Single(result.As<IosDeviceTestResult>());
        Assert.False(test.Passed);
        IosDeviceFinding finding = Assert.Single(
            test.Findings, static one => one.Severity == IosDeviceFindingSeverity.Error);
        Assert.Equal(nameof(ErrorKind.DestinationUnavailable), finding.Id);
        Assert.Contains(why, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_of_a_device_leaves_nothing_behind()
    {
        ShellResult result = _shell.Run(
            Begin + "$phone | Test-IosDevice -Path $args[0] -Quiet; $phone | Test-IosDevice -Path $args[1] -Quiet",
            _folder.Path,
            _folder["not yet"]);

        Assert.Equal([true, true], result.As<bool>());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }
}
