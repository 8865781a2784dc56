using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Cryptography;

/// <summary>
/// The <c>BackupKeyBag</c> of Manifest.plist: class keys wrapped with a key that comes from the backup password. Backups
/// that are not encrypted have one as well, for the empty password.
/// </summary>
internal sealed class Keybag
{
    /// <summary>Most PBKDF2-SHA256 rounds that are done for a stranger's keybag; phones ask for ten million.</summary>
    public const int MostFirstRounds = 20_000_000;

    /// <summary>Most PBKDF2-SHA1 rounds that are done for a stranger's keybag; phones ask for ten thousand.</summary>
    public const int MostRounds = 1_000_000;

    internal Keybag(ReadOnlyMemory<byte> bytes)
    {
        Bytes = bytes;
        Id = Hex.Lower(SHA256.HashData(bytes.Span));
    }

    /// <summary>The keybag as it is stored.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>A hash of all of the keybag: equal keybags open with the same keys, which may be cached under it.</summary>
    public string Id { get; }

    /// <summary>The format's version: 3 to 5. Nothing depends on it.</summary>
    public int Version { get; init; }

    /// <summary>Kind of keybag: 1 for backups.</summary>
    public int Type { get; init; }

    /// <summary>Identifier of the keybag, 16 bytes.</summary>
    public ReadOnlyMemory<byte> Uuid { get; init; }

    /// <summary>How the password gives the key that wraps the class keys.</summary>
    public required KeybagDerivation Derivation { get; init; }

    /// <summary>The wrapped class keys, in the keybag's order.</summary>
    public required IReadOnlyList<KeybagEntry> Entries { get; init; }

    /// <summary>Reads a keybag.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.KeybagDamaged"/>: malformed, or it asks for absurd work.
    /// </exception>
    public static Keybag Parse(ReadOnlySpan<byte> bytes) => new KeybagParser().Parse(bytes);

    /// <summary>
    /// Unwraps the class keys. Takes seconds for a phone's keybag. A password that is refused and has characters beyond
    /// ASCII is tried in both Unicode normal forms.
    /// </summary>
    /// <returns>The class keys; the caller disposes them.</returns>
    /// <exception cref="EngineException"><see cref="ErrorKind.BackupPasswordIncorrect"/>.</exception>
    public ClassKeys Unlock(BackupPassword password)
    {
        if (TryUnlock(password.Utf8) is ClassKeys keys)
        {
            return keys;
        }

        foreach (NormalizationForm form in (NormalizationForm[])[NormalizationForm.FormC, NormalizationForm.FormD])
        {
            using BackupPassword? otherForm = password.InForm(form);
            if (otherForm is not null && TryUnlock(otherForm.Utf8) is ClassKeys formKeys)
            {
                return formKeys;
            }
        }

        throw new EngineException(ErrorKind.BackupPasswordIncorrect, "The password opens no class key of the keybag.");
    }

    private ClassKeys? TryUnlock(ReadOnlySpan<byte> password)
    {
        using AesKeyWrap wrap = Derivation.DeriveWrap(password);
        return ClassKeys.TryUnwrap(this, wrap);
    }
}
