using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using IosBackup.VirtualDevice.Services;

namespace IosBackup.VirtualDevice.Lockdown;

/// <summary>The ports that started services wait on: each for one connection, for a minute.</summary>
internal sealed class ServicePorts
{
    private const int FirstPort = 49152;
    private const int LastPort = 61999;

    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<int, (StartedService Service, Stopwatch Age)> _waiting = new();
    private int _opened;

    /// <summary>Opens a port for a service.</summary>
    public int Open(StartedService service)
    {
        foreach (KeyValuePair<int, (StartedService Service, Stopwatch Age)> entry in _waiting
            .Where(static entry => entry.Value.Age.Elapsed > s_lifetime))
        {
            _waiting.TryRemove(entry.Key, out _);
        }

        int number = Interlocked.Increment(ref _opened) - 1;
        int port = FirstPort + (number % (LastPort - FirstPort + 1));
        _waiting[port] = (service, Stopwatch.StartNew());
        return port;
    }

    /// <summary>The service behind a port; null when the port is closed. The port closes with it.</summary>
    public StartedService? Take(int port) =>
        _waiting.TryRemove(port, out (StartedService Service, Stopwatch Age) entry) ? entry.Service : null;
}
