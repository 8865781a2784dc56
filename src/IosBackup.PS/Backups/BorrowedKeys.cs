using System;
using IosBackup.Engine.Cryptography;

namespace IosBackup.Backups;

/// <summary>Keys of the session, lent to one reader: they stay intact until it gives them back.</summary>
internal sealed class BorrowedKeys(ClassKeys keys, Action giveBack) : IDisposable
{
    private Action? _giveBack = giveBack;

    public ClassKeys Keys { get; } = keys;

    public void Dispose()
    {
        _giveBack?.Invoke();
        _giveBack = null;
    }
}
