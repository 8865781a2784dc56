using System;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Verification;

/// <summary>Checks the keybag of a backup, and opens the backup with it where that is possible.</summary>
internal sealed class KeyCheck(Backup backup, FindingList findings) : IDisposable
{
    private ClassKeys? _derived;

    /// <summary>The keys; null when there are none, or none are needed.</summary>
    public ClassKeys? Keys { get; private set; }

    /// <summary>Checks and opens.</summary>
    /// <param name="options">Where the keys come from.</param>
    /// <param name="isChanged">Whether Manifest.plist is known not to be what it was.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.BackupPasswordIncorrect"/>: and nothing says that the backup is to blame.
    /// </exception>
    public void Run(VerificationOptions options, bool isChanged)
    {
        if (!backup.IsEncrypted)
        {
            CheckUnencrypted();
            return;
        }

        if (backup.Format == BackupFormat.WeaklyEncryptedDatabase)
        {
            return;
        }

        try
        {
            Keybag.Parse(backup.Properties.BackupKeyBag.Span);
            Keys = options.Password is BackupPassword password
                ? _derived = backup.DeriveKeys(password)
                : options.FindKeys?.Invoke(backup);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.KeybagDamaged)
        {
            findings.Add(FindingKind.KeybagDamaged, BackupProperties.FileName, e.Message);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.BackupPasswordIncorrect && isChanged)
        {
            findings.Add(FindingKind.PasswordRefused, BackupProperties.FileName);
        }

        if (Keys is not null)
        {
            Unlock(Keys);
        }
    }

    public void Dispose() => _derived?.Dispose();

    private void Unlock(ClassKeys keys)
    {
        AddDamagedClasses(keys, severity: null);
        try
        {
            backup.Unlock(keys);
        }
        catch (EngineException e) when (e.Kind is ErrorKind.ManifestDamaged or ErrorKind.ClassKeyMissing)
        {
            findings.Add(FindingKind.KeybagDamaged, BackupProperties.FileName, $"ManifestKey: {e.Message}");
        }
    }

    /// <summary>
    /// Backups that are not encrypted have a keybag for the empty password. A restore needs its keys for the keychain
    /// only, so damage there is no more than a warning.
    /// </summary>
    private void CheckUnencrypted()
    {
        if (backup.Properties.BackupKeyBag.IsEmpty)
        {
            return;
        }

        try
        {
            Keybag keybag = Keybag.Parse(backup.Properties.BackupKeyBag.Span);
            if (keybag.Derivation.Cost.FirstRounds is null)
            {
                using BackupPassword empty = BackupPassword.FromUtf8([]);
                using ClassKeys keys = keybag.Unlock(empty);
                AddDamagedClasses(keys, FindingSeverity.Warning);
            }
        }
        catch (EngineException e) when (e.Kind is ErrorKind.KeybagDamaged or ErrorKind.BackupPasswordIncorrect)
        {
            findings.Add(
                FindingKind.KeybagDamaged, BackupProperties.FileName, e.Message, FindingSeverity.Warning);
        }
    }

    private void AddDamagedClasses(ClassKeys keys, FindingSeverity? severity)
    {
        foreach (int damaged in keys.DamagedClasses.Distinct())
        {
            findings.Add(
                FindingKind.KeybagDamaged, BackupProperties.FileName, $"the key of class {damaged}", severity);
        }
    }
}
