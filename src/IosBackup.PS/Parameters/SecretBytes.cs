using System;
using System.Runtime.InteropServices;
using System.Security;
using System.Text;

namespace IosBackup.Parameters;

/// <summary>A password as UTF-8, in memory that never moves and is zeroed when it is no longer needed.</summary>
internal sealed class SecretBytes : IDisposable
{
    private readonly byte[] _bytes;
    private GCHandle _pin;

    private SecretBytes(int length)
    {
        _bytes = new byte[length];
        _pin = GCHandle.Alloc(_bytes, GCHandleType.Pinned);
    }

    /// <summary>The bytes themselves; zeroes after disposal.</summary>
    public byte[] Value => _bytes;

    /// <summary>Reads a password once. Null stays null.</summary>
    public static unsafe SecretBytes? From(SecureString? password)
    {
        if (password is null)
        {
            return null;
        }

        IntPtr text = Marshal.SecureStringToGlobalAllocUnicode(password);
        try
        {
            char* characters = (char*)text;
            int length = Encoding.UTF8.GetByteCount(characters, password.Length);
            SecretBytes secret = new(length);
            Encoding.UTF8.GetBytes(characters, password.Length, (byte*)secret._pin.AddrOfPinnedObject(), length);

            return secret;
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(text);
        }
    }

    public void Dispose()
    {
        Array.Clear(_bytes, 0, _bytes.Length);
        if (_pin.IsAllocated)
        {
            _pin.Free();
        }
    }
}
