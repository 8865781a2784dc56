using System;
using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.VirtualDevice.Services;

/// <summary>A service that lockdown can start.</summary>
/// <param name="Name">The name clients ask for.</param>
/// <param name="RunAsync">Serves one connection.</param>
internal sealed record ServiceDefinition(string Name, Func<ServiceContext, CancellationToken, Task> RunAsync)
{
    /// <summary>Whether only trusted computers get it.</summary>
    public bool NeedsSession { get; init; } = true;

    /// <summary>Whether it needs the phone's protected data.</summary>
    public bool NeedsUnlockedData { get; init; }

    /// <summary>Whether there is one connection at a time.</summary>
    public bool IsExclusive { get; init; }
}
