using System;
using System.Collections.Generic;
using System.Security;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;

namespace IosBackup.Backups;

/// <summary>
/// Opens the backups of one command, with the password that was given or the keys that the session keeps. Generations
/// that share a keybag are unlocked once. Keys live as long as the opener. Safe for several threads.
/// </summary>
/// <param name="password">The password; null to use what the session keeps.</param>
/// <param name="warn">Hears, once for each backup, that its last run never ended, or that nothing says so.</param>
internal sealed class BackupOpener(SecureString? password, Action<string>? warn = null) : IDisposable
{
    private readonly HashSet<string> _unfinished = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ClassKeys> _derived = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BorrowedKeys> _borrowed = new(StringComparer.Ordinal);

    /// <summary>
    /// Opens a backup. An encrypted one for which there is neither a password nor a kept key stays locked: what needs
    /// no key can be read, the rest asks for the password by an error.
    /// </summary>
    /// <returns>The backup; the caller disposes it before this opener.</returns>
    /// <exception cref="EngineException">
    /// As for <see cref="Backup.Open"/> and <see cref="Backup.DeriveKeys"/>;
    /// <see cref="ErrorKind.BackupReplaced"/>: another run has made what lies there now.
    /// </exception>
    public Backup Open(BackupPlace place)
    {
        Backup backup = Backup.Open(place.Path);
        try
        {
            if (place.RunId is not null && backup.RunId != place.RunId)
            {
                throw new EngineException(ErrorKind.BackupReplaced, "Another run has made what lies there now.")
                {
                    Target = place.Path,
                };
            }

            if (backup.IsEncrypted && FindKeys(backup) is ClassKeys keys)
            {
                backup.Unlock(keys);
            }

            WarnIfUnfinished(backup, place);
            return backup;
        }
        catch (EngineException error)
        {
            backup.Dispose();
            throw error.Target is null ? About(error, place.Path) : error;
        }
        catch
        {
            backup.Dispose();
            throw;
        }
    }

    /// <summary>Zeroes the keys that were derived and gives back those that were lent.</summary>
    public void Dispose()
    {
        lock (_derived)
        {
            foreach (ClassKeys keys in _derived.Values)
            {
                keys.Dispose();
            }

            foreach (BorrowedKeys keys in _borrowed.Values)
            {
                keys.Dispose();
            }

            _derived.Clear();
            _borrowed.Clear();
        }
    }

    private void WarnIfUnfinished(Backup backup, BackupPlace place)
    {
        if (backup.IsFinished || warn is null)
        {
            return;
        }

        lock (_unfinished)
        {
            if (!_unfinished.Add(place.Path))
            {
                return;
            }
        }

        string why = backup.Status is null ? "Nothing tells whether the backup's last run ended"
            : "The backup's last run never ended";
        warn($"{why}, so that it may be a mixture of two states with files missing: {place.Path}");
    }

    private static EngineException About(EngineException error, string path) =>
        new(error.Kind, error.Message, error.InnerException) { Target = path };

    /// <summary>
    /// The keys of an encrypted backup: from the password, else those that the session keeps; null when there are none.
    /// They belong to this opener.
    /// </summary>
    /// <exception cref="EngineException">As for <see cref="Backup.DeriveKeys"/>.</exception>
    public ClassKeys? FindKeys(Backup backup) => password is null ? BorrowKeys(backup) : DeriveKeys(backup, password);

    private ClassKeys DeriveKeys(Backup backup, SecureString text)
    {
        lock (_derived)
        {
            if (!_derived.TryGetValue(backup.KeybagId, out ClassKeys? keys))
            {
                using BackupPassword secret = BackupPassword.FromSecureString(text);
                keys = backup.DeriveKeys(secret);
                _derived.Add(backup.KeybagId, keys);
            }

            return keys;
        }
    }

    private ClassKeys? BorrowKeys(Backup backup)
    {
        if (KeybagIds.Of(backup) is not string keybagId)
        {
            return null;
        }

        lock (_derived)
        {
            if (!_borrowed.TryGetValue(keybagId, out BorrowedKeys? keys))
            {
                keys = UnlockedKeybags.Borrow(keybagId);
                if (keys is null)
                {
                    return null;
                }

                _borrowed.Add(keybagId, keys);
            }

            return keys.Keys;
        }
    }
}
