using System;
using System.IO;
using System.Linq;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

/// <summary>Backups that are tested as soon as they are made.</summary>
[Collection(ProcessState.Name)]
public sealed class NewIosBackupVerifyTests : IDisposable
{
    private const string BackUp =
        "$content, $repository, $level = $args; "
        + "$phone = Start-IosVirtualDevice -ContentPath $content; "
        + "$null = New-IosDevicePairing -Udid $phone.Udid; "
        + "New-IosBackup -Udid $phone.Udid -Path $repository -Verify $level -Confirm:$false";

    private static readonly string s_encrypted = BackUp
        .Replace("-ContentPath $content", "-ContentPath $content -BackupPassword $secret")
        .Replace("$phone =", "$secret = [securestring]::new(); $secret.AppendChar('x'); $phone =");

    private readonly TestFolder _content = new();
    private readonly TestFolder _repository = new();
    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();

    public NewIosBackupVerifyTests() => Write("fine.txt", "text");

    public void Dispose()
    {
        _shell.Run("Stop-IosVirtualDevice *");
        _shell.Dispose();
        _content.Dispose();
        _repository.Dispose();
    }

    [Theory]
    [InlineData("Quick")]
    [InlineData("Hash")]
    [InlineData("Full")]
    public void A_good_backup_is_completed_and_known_as_verified(string level)
    {
        ShellResult result = _shell.Run(BackUp, _content.Path, _repository.Path, level);

        Assert.Empty(result.Errors);
        Assert.Equal(IosBackupResultStatus.Completed, Assert.Single(result.As<IosBackupResult>()).Status);
        IosBackup backup = Assert.Single(_shell.Run("Get-IosBackup $args[0]", _repository.Path).As<IosBackup>());
        Assert.NotNull(backup.LastVerified);
        Assert.Equal(level, backup.LastVerifiedLevel.ToString());
        Assert.Equal(level == "Full" ? backup.LastVerified : null, backup.LastFullyVerified);
    }

    [Fact]
    public void A_quick_test_does_not_hide_a_deeper_one()
    {
        _shell.Run(BackUp, _content.Path, _repository.Path, "Full");
        IosBackup full = Assert.Single(_shell.Run("Get-IosBackup $args[0]", _repository.Path).As<IosBackup>());

        IosBackup quick = Assert.Single(_shell.Run(
            "$null = Get-IosBackup $args[0] | Test-IosBackup -Level Quick; Get-IosBackup $args[0]",
            _repository.Path).As<IosBackup>());

        Assert.True(quick.LastVerified >= full.LastVerified);
        Assert.Equal(IosBackupTestLevel.Quick, quick.LastVerifiedLevel);
        Assert.Equal(full.LastFullyVerified, quick.LastFullyVerified);
        Assert.NotNull(quick.LastFullyVerified);
    }

    [Fact]
    public void One_that_is_not_good_is_an_error_and_stays()
    {
        Write("bad.plist", "bplist00 and nothing else of one");

        ShellResult result = _shell.Run(BackUp, _content.Path, _repository.Path, "Full");

        IosBackupResult made = Assert.Single(result.As<IosBackupResult>());
        Assert.Equal(IosBackupResultStatus.CompletedWithErrors, made.Status);
        Assert.Contains("bad.plist", Assert.Single(made.Test!.Findings).Item);
        Assert.StartsWith(
            "PayloadDamaged,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        IosBackup backup = Assert.Single(_shell.Run("Get-IosBackup $args[0]", _repository.Path).As<IosBackup>());
        Assert.Null(backup.LastVerified);
    }

    [Fact]
    public void A_test_that_will_lack_the_password_is_refused_before_anything_is_sent()
    {
        ShellResult result = _shell.Run(s_encrypted, _content.Path, _repository.Path, "full");

        IosBackupResult made = Assert.Single(result.As<IosBackupResult>());
        Assert.Equal(IosBackupResultStatus.Failed, made.Status);
        Assert.StartsWith(
            "BackupPasswordRequired,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_repository.Path));
    }

    [Fact]
    public void A_backup_from_before_encryption_has_no_keys_for_the_test()
    {
        ShellResult result = _shell.Run(
            BackUp + "; $secret = [securestring]::new(); $secret.AppendChar('x'); "
            + "$null = $phone | Enable-IosBackupEncryption -Password $secret -Path $repository; "
            + "$phone | New-IosBackup -Path $repository -Verify Full",
            _content.Path,
            _repository.Path,
            "None");

        Assert.Equal(
            [IosBackupResultStatus.Completed, IosBackupResultStatus.Failed],
            result.As<IosBackupResult>().Select(static one => one.Status));
        Assert.StartsWith(
            "BackupPasswordRequired,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_that_the_session_keeps_are_enough_for_a_full_test()
    {
        ShellResult result = _shell.Run(
            s_encrypted + "; $phone | New-IosBackup -Path $repository | Unlock-IosBackup -Password $secret; "
            + "$phone | New-IosBackup -Path $repository -Verify Full; Lock-IosBackup",
            _content.Path,
            _repository.Path,
            "Quick");

        Assert.Empty(result.Errors);
        IosBackupResult last = Assert.IsType<IosBackupResult>(
            result.Output.Last(static one => one.BaseObject is IosBackupResult).BaseObject);
        Assert.Equal((IosBackupResultStatus.Completed, true), (last.Status, last.Test!.Passed));
    }

    [Theory]
    [InlineData("None")]
    [InlineData("Full")]
    public void A_wrong_password_is_one_error_and_the_backup_stays(string level)
    {
        ShellResult result = _shell.Run(
            s_encrypted.Replace("-Confirm:$false", "-Password (ConvertTo-SecureString wrong -AsPlainText -Force)"),
            _content.Path,
            _repository.Path,
            level);

        IosBackupResult made = Assert.Single(result.As<IosBackupResult>());
        Assert.Equal(IosBackupResultStatus.CompletedWithErrors, made.Status);
        Assert.NotNull(made.Backup);
        Assert.StartsWith(
            "BackupPasswordIncorrect,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private void Write(string name, string text)
    {
        string folder = Path.Combine(_content.Path, "HomeDomain", "Library");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name), text);
    }
}
