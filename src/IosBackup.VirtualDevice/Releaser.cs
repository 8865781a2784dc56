using System;

namespace IosBackup.VirtualDevice;

/// <summary>Runs an action when it is disposed of, once.</summary>
internal sealed class Releaser(Action release) : IDisposable
{
    private Action? _release = release;

    public void Dispose()
    {
        Action? action = _release;
        _release = null;
        action?.Invoke();
    }
}
