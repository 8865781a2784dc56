using System;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace IosBackup.Engine.Cryptography;

/// <summary>
/// A backup password as UTF-8, the form keys are derived from. The bytes are zeroed on disposal, and so is every copy
/// made on the way.
/// </summary>
public sealed class BackupPassword : IDisposable
{
    private readonly byte[] _utf8;

    private BackupPassword(byte[] utf8)
    {
        _utf8 = utf8;
    }

    internal ReadOnlySpan<byte> Utf8 => _utf8;

    /// <summary>Copies a password that is UTF-8 already. Empty is the password of unencrypted backups' keybags.</summary>
    public static BackupPassword FromUtf8(ReadOnlySpan<byte> utf8) => new(utf8.ToArray());

    /// <summary>Makes a password of characters, without normalizing them.</summary>
    public static unsafe BackupPassword FromChars(ReadOnlySpan<char> characters)
    {
        fixed (char* first = characters)
        {
            byte[] utf8 = new byte[characters.IsEmpty ? 0 : Encoding.UTF8.GetByteCount(first, characters.Length)];
            fixed (byte* target = utf8)
            {
                if (utf8.Length > 0)
                {
                    Encoding.UTF8.GetBytes(first, characters.Length, target, utf8.Length);
                }
            }

            return new BackupPassword(utf8);
        }
    }

    /// <summary>Makes a password of a <see cref="SecureString"/>, without a string in between.</summary>
    public static unsafe BackupPassword FromSecureString(SecureString secret)
    {
        if (secret is null)
        {
            throw new ArgumentNullException(nameof(secret));
        }

        IntPtr characters = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            return FromChars(new ReadOnlySpan<char>((void*)characters, secret.Length));
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(characters);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(_utf8);

    /// <summary>
    /// The same password in a Unicode normal form; null when that makes no difference. Which form a host sends for a
    /// typed "ä" is not settled, so a refused password is worth a second try in another form.
    /// </summary>
    internal BackupPassword? InForm(NormalizationForm form)
    {
        char[] characters = Encoding.UTF8.GetChars(_utf8);
        char[] normalized = [];
        try
        {
            normalized = UnicodeForms.Normalize(characters, form);
            return normalized.AsSpan().SequenceEqual(characters) ? null : FromChars(normalized);
        }
        catch (ArgumentException)
        {
            // Unpaired surrogates have no normal form.
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(characters.AsSpan()));
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(normalized.AsSpan()));
        }
    }
}
