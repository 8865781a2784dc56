using System;
using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Services;

/// <summary>Brings notifications from those who post them to those who observe them.</summary>
internal sealed class NotificationCenter
{
    private readonly object _lock = new();
    private readonly List<Action<string>> _observers = [];

    /// <summary>Calls an observer for every notification until the result is disposed of.</summary>
    public IDisposable Observe(Action<string> observer)
    {
        lock (_lock)
        {
            _observers.Add(observer);
        }

        return new Releaser(() =>
        {
            lock (_lock)
            {
                _observers.Remove(observer);
            }
        });
    }

    public void Post(string name)
    {
        Action<string>[] observers;
        lock (_lock)
        {
            observers = [.. _observers];
        }

        foreach (Action<string> observer in observers)
        {
            observer(name);
        }
    }
}
