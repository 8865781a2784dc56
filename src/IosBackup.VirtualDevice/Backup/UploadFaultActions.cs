using System.IO;
using System.Text;
using System.Threading.Tasks;
using IosBackup.Engine.DeviceLink;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.DeviceLink;
using IosBackup.VirtualDevice.Faults;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>What a phone with faults does around its upload.</summary>
internal static class UploadFaultActions
{
    private const uint Huge = uint.MaxValue;

    /// <summary>Does all that is switched on.</summary>
    public static async Task RunAsync(RunContext context)
    {
        PhoneFaults faults = context.Faults;
        if (faults.UnknownVerb is string verb)
        {
            await context.Drive.Peer.RequestAsync(context.CancellationToken, verb, DeviceLinkVerb.Empty);
        }

        if (faults.EmptyUpload)
        {
            await context.Drive.Peer.BeginUploadAsync(context.Drive.Progress, 0, context.CancellationToken);
            await context.Drive.EndUploadAsync();
        }

        if (faults.HostileRequest is HostileRequest request)
        {
            await RequestAsync(context, request);
        }

        if (faults.BrokenFrame is BrokenFrame frame)
        {
            await SendAsync(context, frame);
        }
    }

    /// <summary>Sends a ping, which is not answered.</summary>
    public static Task PingAsync(RunContext context) => context.Drive.Peer.Channel.SendAsync(
        new PlistArray([DeviceLinkVerb.Ping, "Still here"]), context.CancellationToken);

    /// <summary>Makes a request that a host must refuse; what it answers is up to the test.</summary>
    private static async Task RequestAsync(RunContext context, HostileRequest request)
    {
        const double Progress = 1;
        DeviceLinkPeer peer = context.Drive.Peer;
        string bad = request.Path;
        string good = HostLayout.In(context.Layout.Snapshot, "probe");
        Task answer = request.Verb switch
        {
            HostileVerb.Upload => UploadAsync(context, bad),
            HostileVerb.CreateDirectory => AskAsync(DeviceLinkVerb.CreateDirectory, bad, DeviceLinkVerb.Empty, Progress),
            HostileVerb.List => AskAsync(DeviceLinkVerb.ContentsOfDirectory, bad, DeviceLinkVerb.Empty, Progress),
            HostileVerb.MoveTo => AskAsync(
                DeviceLinkVerb.MoveItems, new PlistDictionary { [context.Layout.Status] = bad }, DeviceLinkVerb.Empty, Progress),
            HostileVerb.MoveFrom => AskAsync(
                DeviceLinkVerb.MoveItems, new PlistDictionary { [bad] = good }, DeviceLinkVerb.Empty, Progress),
            HostileVerb.Remove => AskAsync(
                DeviceLinkVerb.RemoveItems, new PlistArray([bad]), DeviceLinkVerb.Empty, Progress),
            HostileVerb.CopyFrom => AskAsync(DeviceLinkVerb.CopyItem, bad, good, DeviceLinkVerb.Empty, Progress),
            HostileVerb.CopyTo => AskAsync(
                DeviceLinkVerb.CopyItem, context.Layout.Status, bad, DeviceLinkVerb.Empty, Progress),
            _ => peer.DownloadAsync([bad], Progress, static _ => new MemoryStream(), context.CancellationToken),
        };
        await answer;

        Task AskAsync(params PlistNode[] message) => peer.RequestAsync(context.CancellationToken, message);
    }

    private static async Task UploadAsync(RunContext context, string path)
    {
        byte[] content = Encoding.ASCII.GetBytes("hostile");
        DeviceLinkPeer peer = context.Drive.Peer;
        await peer.BeginUploadAsync(context.Drive.Progress, content.Length, context.CancellationToken);
        await peer.Channel.WriteNameAsync(DevicePaths.Temporary("hostile"), context.CancellationToken);
        await peer.Channel.WriteNameAsync(path, context.CancellationToken);
        await peer.Channel.WriteBlockAsync(BlockCode.Data, content, context.CancellationToken);
        await peer.Channel.WriteBlockAsync(BlockCode.Success, default, context.CancellationToken);
        await peer.EndUploadAsync(context.CancellationToken);
    }

    /// <summary>Sends a frame that cannot be, and waits for the host to give up.</summary>
    private static async Task SendAsync(RunContext context, BrokenFrame frame)
    {
        DeviceLinkPeer peer = context.Drive.Peer;
        DeviceLinkChannel channel = peer.Channel;
        if (frame >= BrokenFrame.HugeName)
        {
            await peer.BeginUploadAsync(context.Drive.Progress, 0, context.CancellationToken);
        }

        if (frame > BrokenFrame.HugeName)
        {
            await channel.WriteNameAsync(DevicePaths.Temporary("broken"), context.CancellationToken);
            await channel.WriteNameAsync(HostLayout.In(context.Layout.Snapshot, "broken"), context.CancellationToken);
        }

        byte[] content = Encoding.ASCII.GetBytes("neither this nor that");
        switch (frame)
        {
            case BrokenFrame.GarbageMessage:
                await channel.WriteLengthAsync((uint)content.Length, context.CancellationToken);
                await channel.WriteAsync(content, context.CancellationToken);
                break;
            case BrokenFrame.TornBlock:
                await channel.WriteBlockAsync(BlockCode.Data, content, context.CancellationToken);
                await channel.BreakOffAsync(1, context.CancellationToken);
                break;
            case BrokenFrame.EmptyMessage or BrokenFrame.EmptyBlock:
                await channel.WriteLengthAsync(0, context.CancellationToken);
                break;
            default:
                await channel.WriteLengthAsync(Huge, context.CancellationToken);
                break;
        }

        await channel.FlushAsync(context.CancellationToken);
        await WaitForEndAsync(context, channel);
    }

    private static async Task WaitForEndAsync(RunContext context, DeviceLinkChannel channel)
    {
        while (await channel.ReceiveAsync(context.CancellationToken) is PlistArray message)
        {
            if (message.GetString(0) == DeviceLinkVerb.Disconnect)
            {
                break;
            }
        }

        throw new EngineException(ErrorKind.ProtocolViolation, "The host gave up after a broken frame.");
    }
}
