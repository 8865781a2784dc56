using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Mux;

namespace IosBackup.VirtualDevice.Services;

/// <summary>
/// <c>com.apple.mobile.heartbeat</c>: the phone sends "Marco" and wants "Polo" back. A client that misses two intervals
/// loses its connection, and on the network all others as well.
/// </summary>
internal static class Heartbeat
{
    public static async Task RunAsync(ServiceContext context, CancellationToken cancellationToken)
    {
        TimeSpan interval = context.Phone.Options.HeartbeatInterval;
        PlistChannel channel = new(context.Stream);
        while (true)
        {
            await channel.WriteAsync(
                new PlistDictionary
                {
                    ["Command"] = "Marco",
                    ["Interval"] = Math.Max(1, (int)interval.TotalSeconds),
                    ["SupportsSleepyTime"] = true,
                },
                cancellationToken);
            Task<PlistDictionary?> answer = channel.ReadAsync(cancellationToken);
            if (await Task.WhenAny(answer, Task.Delay(interval + interval, cancellationToken)) != answer)
            {
                GiveUp(context, answer);
                return;
            }

            if ((await answer)?.GetString("Command") != "Polo")
            {
                return;
            }

            context.Phone.HeartbeatAnswered();
            await Task.Delay(interval, cancellationToken);
        }
    }

    private static void GiveUp(ServiceContext context, Task abandoned)
    {
        // The read that nobody waits for ends with the connection.
        abandoned.ContinueWith(
            static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
        if (context.Link == LinkKind.Network)
        {
            context.Phone.DropNetwork();
        }
    }
}
