using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Usbmux;

/// <summary>Bounds a wait and tells the caller's cancellation from running out of time.</summary>
internal static class Deadline
{
    /// <exception cref="EngineException"><see cref="ErrorKind.IdleTimeout"/>: nothing came in time.</exception>
    public static async Task<T> RunAsync<T>(
        TimeSpan limit, string what, Func<CancellationToken, Task<T>> action, CancellationToken cancellation)
    {
        using CancellationTokenSource limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(limit);
        try
        {
            return await action(limited.Token);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new EngineException(
                ErrorKind.IdleTimeout, $"{what}: no answer within {limit.TotalSeconds:0.###} s.", e);
        }
    }

    /// <exception cref="EngineException"><see cref="ErrorKind.IdleTimeout"/>: nothing came in time.</exception>
    public static Task RunAsync(
        TimeSpan limit, string what, Func<CancellationToken, Task> action, CancellationToken cancellation) =>
        RunAsync(
            limit,
            what,
            async token =>
            {
                await action(token);
                return true;
            },
            cancellation);
}
