using System;
using System.IO;
using IosBackup.Engine.Backups;
using IosBackup.Engine.PropertyLists;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

[Collection(ProcessState.Name)]
public sealed class UnlockIosBackupTests : IDisposable
{
    private const string SetUp = "$path, $word = $args; "
        + "function Secret($text) { $s = [securestring]::new(); $text.ToCharArray() | ForEach-Object "
        + "{ $s.AppendChar($_) }; $s }; ";

    private readonly TestFolder _folder = new();
    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();
    private readonly string _path;

    public UnlockIosBackupTests() => _path = MadeBackup.Write(
        _folder[MadeBackup.Udid], "Passw0rd!", files: ("HomeDomain", "a.txt", MadeBackup.Text("secret")));

    public void Dispose()
    {
        _shell.Run("Lock-IosBackup");
        _shell.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Keys_are_kept_for_every_runspace_until_they_are_locked_away()
    {
        using ShellSession other = ShellSession.WithModuleAndStandIns();
        const string List = "Get-IosBackupItem $args[0] -Kind File | Get-IosBackupItemContent";
        Assert.StartsWith("BackupPasswordRequired,", ErrorOf(_shell.Run(List, _path)));

        IosBackup unlocked = Assert.Single(
            Run("Get-IosBackup $path | Unlock-IosBackup -Password (Secret $word)").As<IosBackup>());

        Assert.True(unlocked.IsUnlocked);
        Assert.Equal(["secret"], _shell.Run(List, _path).As<string>());
        Assert.Equal(["secret"], other.Run(List, _path).As<string>());

        IosBackup locked = Assert.Single(_shell.Run("Lock-IosBackup $args[0]", _path).As<IosBackup>());
        Assert.False(locked.IsUnlocked);
        Assert.StartsWith("BackupPasswordRequired,", ErrorOf(other.Run(List, _path)));
    }

    [Fact]
    public void Objects_say_whether_they_are_unlocked_now()
    {
        Assert.Equal(
            [false, true, true, false, false],
            Run("$before = Get-IosBackup $path; $before.IsUnlocked; "
                + "$after = $before | Unlock-IosBackup -Password (Secret $word); "
                + "$before.IsUnlocked; $after.IsUnlocked; "
                + "$null = $after | Lock-IosBackup; $before.IsUnlocked; $after.IsUnlocked").As<bool>());
    }

    [Fact]
    public void A_password_that_is_given_to_a_command_serves_that_command_only()
    {
        Assert.Equal(
            ["a.txt"],
            Run("(Get-IosBackupItem $path -Kind File -Password (Secret $word)).RelativePath").As<string>());

        Assert.StartsWith("BackupPasswordRequired,", ErrorOf(_shell.Run("Get-IosBackupItem $args[0]", _path)));
    }

    [Fact]
    public void Locking_without_a_backup_locks_all()
    {
        string second = MadeBackup.Write(_folder["second"], "Passw0rd!");
        Run("Unlock-IosBackup $path -Password (Secret $word)");
        _shell.Run(SetUp + "Unlock-IosBackup $path -Password (Secret $word)", second, "Passw0rd!");
        Assert.All(Get("Get-IosBackup $args[0]"), backup => Assert.True(backup.IsUnlocked));

        Assert.Empty(_shell.Run("Lock-IosBackup").Output);

        Assert.All(Get("Get-IosBackup $args[0]"), backup => Assert.False(backup.IsUnlocked));
    }

    [Fact]
    public void Removing_the_module_locks_all()
    {
        Run("Unlock-IosBackup $path -Password (Secret $word)");

        IosBackup backup = Assert.Single(_shell.Run(
            "Remove-Module IosBackup; Import-Module $args[1]; Get-IosBackup $args[0]", _path, StagedModule.Manifest)
            .As<IosBackup>());

        Assert.False(backup.IsUnlocked);
    }

    [Fact]
    public void What_goes_wrong_is_told_apart()
    {
        string plain = MadeBackup.Write(_folder["plain"], null);
        string damaged = MadeBackup.Write(_folder["damaged"], "Passw0rd!");
        string properties = Path.Combine(damaged, BackupProperties.FileName);
        PlistDictionary values = PropertyList.ParseDictionary(File.ReadAllBytes(properties));
        values["BackupKeyBag"] = new byte[] { 1, 2, 3 };
        File.WriteAllBytes(properties, PropertyList.ToBinary(values));

        Assert.StartsWith("BackupPasswordIncorrect,", ErrorOf(Unlock(_path, "wrong")));
        Assert.StartsWith("NotEncrypted,", ErrorOf(Unlock(plain, "Passw0rd!")));
        Assert.StartsWith("KeybagDamaged,", ErrorOf(Unlock(damaged, "Passw0rd!")));
        Assert.StartsWith("NotABackup,", ErrorOf(Unlock(_folder["nothing"], "Passw0rd!")));
    }

    [Fact]
    public void A_wrong_password_is_an_error_although_keys_are_kept()
    {
        Run("Unlock-IosBackup $path -Password (Secret $word)");

        ShellResult result = _shell.Run(
            SetUp + "Get-IosBackupItem $path -Password (Secret $word)", _path, "wrong");

        Assert.StartsWith("BackupPasswordIncorrect,", ErrorOf(result));
        Assert.Equal(_path, Assert.Single(result.Errors).TargetObject);
    }

    [Fact]
    public void A_password_for_a_backup_without_encryption_does_no_harm()
    {
        string plain = MadeBackup.Write(
            _folder["plain"], null, files: ("HomeDomain", "a.txt", MadeBackup.Text("open")));

        ShellResult result = _shell.Run(
            SetUp + "Get-IosBackupItem $path -Kind File -Password (Secret $word)", plain, "anything");

        Assert.Empty(result.Errors);
        Assert.Single(result.Output);
    }

    private static string ErrorOf(ShellResult result) => Assert.Single(result.Errors).FullyQualifiedErrorId;

    private ShellResult Unlock(string path, string password) =>
        _shell.Run(SetUp + "Unlock-IosBackup $path -Password (Secret $word)", path, password);

    private ShellResult Run(string script)
    {
        ShellResult result = _shell.Run(SetUp + script, _path, "Passw0rd!");
        Assert.Empty(result.Errors);
        return result;
    }

    private IosBackup[] Get(string script) => [.. _shell.Run(script, _folder.Path).As<IosBackup>()];
}
