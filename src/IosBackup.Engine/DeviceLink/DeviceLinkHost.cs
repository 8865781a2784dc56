using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.DeviceLink;

/// <summary>
/// The host's side of a conversation: serves the device's requests from a drive until the device gives its final
/// response. Each request gets exactly one answer of four elements, also when it fails; a raw transfer that fails is
/// drained first, so that the stream stays in step.
/// </summary>
internal sealed class DeviceLinkHost(
    DeviceLinkConnection connection, IDeviceLinkDrive drive, IDeviceLinkObserver observer, IdleWatch watch)
{
    /// <summary>Phones whose backup agent gets larger blocks run out of memory and hang.</summary>
    private const int BlockSize = 32 * 1024;

    private const byte DataBlock = 0x0C;
    private const byte FileComplete = 0x00;

    private readonly byte[] _block = new byte[BlockSize];
    private bool _isSendingFiles;

    /// <summary>
    /// The bytes the device wanted purged, when it found too little space; it adds 2 GiB to what is missing.
    /// </summary>
    public long? PurgeRequested { get; private set; }

    /// <summary>The free space last reported to the device.</summary>
    public long? FreeSpaceReported { get; private set; }

    /// <summary>
    /// Speaks first after the connection is made: agrees on the version and waits until the device is ready.
    /// </summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.ProtocolViolation"/> and link errors.</exception>
    public async Task ExchangeVersionsAsync(CancellationToken stop)
    {
        using IDisposable conversation = watch.Converse();
        PlistArray offer = await connection.ReadMessageAsync(stop);
        if (offer.GetString(0) != DeviceLinkVerb.VersionExchange || offer.GetInteger(1) is not long major)
        {
            throw new EngineException(ErrorKind.ProtocolViolation, "The device did not offer a DeviceLink version.");
        }

        // Whatever the version, it is agreed to: newer phones keep to what the host answers.
        await connection.SendAsync([DeviceLinkVerb.VersionExchange, DeviceLinkVerb.VersionsOk, major], stop);
        PlistArray ready = await connection.ReadMessageAsync(stop);
        if (ready.GetString(0) != DeviceLinkVerb.DeviceReady)
        {
            throw new EngineException(ErrorKind.ProtocolViolation, "The device is not ready for DeviceLink.");
        }
    }

    /// <summary>Sends a request and serves the device until it responds.</summary>
    /// <param name="request">The request.</param>
    /// <param name="stop">Ends the conversation between two messages.</param>
    /// <param name="abort">Breaks it off anywhere.</param>
    /// <returns>The device's final response.</returns>
    public async Task<PlistDictionary> RunAsync(
        PlistDictionary request, CancellationToken stop, CancellationToken abort)
    {
        using IDisposable conversation = watch.Converse();
        await connection.SendAsync([DeviceLinkVerb.ProcessMessage, request], abort);
        while (true)
        {
            PlistArray message = await NextMessageAsync(stop, abort);
            string verb = message.GetString(0) ?? string.Empty;
            switch (verb)
            {
                case DeviceLinkVerb.ProcessMessage:
                    await SettleAsync(verb, abort);
                    return message.Count > 1 && message[1] is PlistDictionary response
                        ? response
                        : throw new EngineException(ErrorKind.ProtocolViolation, "The final response has no content.");
                case DeviceLinkVerb.Disconnect:
                    throw new EngineException(
                        ErrorKind.DeviceDisconnected, $"The device ended the conversation: {message.GetString(1)}");
                case DeviceLinkVerb.Ping:
                    break;
                default:
                    observer.Requested(verb, Percent(verb, message));
                    await AnswerAsync(verb, message, stop, abort);
                    break;
            }
        }
    }

    /// <summary>
    /// Says good-bye; the device's agent otherwise waits for the end of the stream. Where a file was broken off, a
    /// message would be taken for a part of it: then there is nothing to say.
    /// </summary>
    public ValueTask DisconnectAsync(CancellationToken stop) => _isSendingFiles
        ? default
        : connection.SendAsync([DeviceLinkVerb.Disconnect, DeviceLinkVerb.Empty], stop);

    /// <summary>
    /// Waits for a message or the stop. A stop does not break the read off, as that would close the connection: the
    /// device is still to be told.
    /// </summary>
    private async Task<PlistArray> NextMessageAsync(CancellationToken stop, CancellationToken abort)
    {
        stop.ThrowIfCancellationRequested();
        Task<PlistArray> message = connection.ReadMessageAsync(abort);
        if (!message.IsCompleted)
        {
            TaskCompletionSource<bool> stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
            using CancellationTokenRegistration registration = stop.Register(() => stopped.TrySetResult(true));
            if (await Task.WhenAny(message, stopped.Task) != message)
            {
                _ = message.ContinueWith(static late => late.Exception, TaskScheduler.Default);
                stop.ThrowIfCancellationRequested();
            }
        }

        return await message;
    }

    /// <summary>What the device says at the end counts only when everything it sent is stored.</summary>
    private async Task SettleAsync(string verb, CancellationToken abort)
    {
        using IDisposable pause = watch.Pause();
        try
        {
            await drive.SettleAsync(abort);
        }
        catch (DeviceLinkException e)
        {
            observer.Failed(verb, e);
            throw e.InnerException as EngineException
                ?? new EngineException(ErrorKind.DestinationUnavailable, e.Message, e);
        }
    }

    private async Task AnswerAsync(
        string verb, PlistArray message, CancellationToken stop, CancellationToken abort)
    {
        DeviceLinkStatus status = DeviceLinkStatus.Success;
        string text = DeviceLinkVerb.Empty;
        PlistNode payload = new PlistDictionary();
        try
        {
            payload = await ServeAsync(verb, message, stop, abort);
            if (payload is PlistDictionary failures && verb != DeviceLinkVerb.ContentsOfDirectory && failures.Count > 0)
            {
                (status, text) = (DeviceLinkStatus.MultipleErrors, "Multi status");
            }
        }
        catch (DeviceLinkException e)
        {
            observer.Failed(verb, e);
            (status, text) = (e.Status, e.Message);
            payload = verb == DeviceLinkVerb.PurgeDiskSpace ? 0 : payload;
        }

        await connection.SendAsync([DeviceLinkVerb.StatusResponse, (int)status, text, payload], abort);
    }

    private async Task<PlistNode> ServeAsync(
        string verb, PlistArray message, CancellationToken stop, CancellationToken abort)
    {
        if (verb != DeviceLinkVerb.UploadFiles)
        {
            using IDisposable pause = watch.Pause();
            await drive.SettleAsync(abort);
        }

        switch (verb)
        {
            case DeviceLinkVerb.DownloadFiles:
                return await SendFilesAsync(Paths(message, 1), stop, abort);
            case DeviceLinkVerb.UploadFiles:
                await connection.ReceiveFilesAsync(new WatchedSink(drive.BeginUpload(), watch), abort);
                using (watch.Pause())
                {
                    await drive.EndUploadAsync(abort);
                }

                return new PlistDictionary();
            default:
                using (watch.Pause())
                {
                    return Serve(verb, message);
                }
        }
    }

    private PlistNode Serve(string verb, PlistArray message)
    {
        switch (verb)
        {
            case DeviceLinkVerb.GetFreeDiskSpace:
                FreeSpaceReported = drive.FreeSpace();
                return (ulong)FreeSpaceReported.Value;
            case DeviceLinkVerb.PurgeDiskSpace:
                PurgeRequested = message.GetInteger(1);
                throw new DeviceLinkException(DeviceLinkStatus.Failed, "DLPurgeDiskSpace failed to purge");
            case DeviceLinkVerb.ContentsOfDirectory:
                return List(Path(message, 1));
            case DeviceLinkVerb.CreateDirectory:
                drive.CreateDirectory(Path(message, 1));
                return new PlistDictionary();
            case DeviceLinkVerb.MoveItems or DeviceLinkVerb.MoveFiles:
                return ForEach(verb, Moves(message), drive.Move);
            case DeviceLinkVerb.RemoveItems or DeviceLinkVerb.RemoveFiles:
                return ForEach(verb, Paths(message, 1), drive.Remove);
            case DeviceLinkVerb.RemoveDirectory:
                drive.Remove(Path(message, 1));
                return new PlistDictionary();
            case DeviceLinkVerb.CopyItem:
                drive.Copy(Path(message, 1), Path(message, 2));
                return new PlistDictionary();
            default:
                throw new DeviceLinkException(DeviceLinkStatus.NotSupported, $"Unknown request '{verb}'.");
        }
    }

    private async Task<PlistDictionary> SendFilesAsync(
        IEnumerable<string> paths, CancellationToken stop, CancellationToken abort)
    {
        PlistDictionary failures = new();
        _isSendingFiles = true;
        foreach (string path in paths)
        {
            if (path.Length == 0)
            {
                // It cannot be echoed: a name without characters is how the list ends.
                failures[path] = Failure(Malformed());
                continue;
            }

            await connection.WriteTextAsync(path, abort);
            try
            {
                RequireNotStopped(stop);
                using Stream file = Open(path);
                observer.FileSent(await SendAsync(file, stop, abort));
            }
            catch (DeviceLinkException e)
            {
                // A missing file is normal: it is how the device learns that there is no backup yet.
                failures[path] = Failure(e);
                if (e.Status != DeviceLinkStatus.NotFound)
                {
                    observer.Failed(DeviceLinkVerb.DownloadFiles, e);
                }

                byte[] text = System.Text.Encoding.UTF8.GetBytes(e.Message);
                await connection.WriteBlockAsync((byte)-(int)e.Status, text, abort);
            }
        }

        await connection.WriteTerminatorAsync(abort);
        _isSendingFiles = false;
        return failures;
    }

    /// <summary>A stop ends the files that are being sent early, each in the way a failed one ends.</summary>
    private static void RequireNotStopped(CancellationToken stop)
    {
        if (stop.IsCancellationRequested)
        {
            throw new DeviceLinkException(DeviceLinkStatus.Failed, "Cancelled");
        }
    }

    private async Task<long> SendAsync(Stream file, CancellationToken stop, CancellationToken abort)
    {
        long sent = 0;
        while (true)
        {
            RequireNotStopped(stop);
            int read = Read(file);
            if (read == 0)
            {
                await connection.WriteBlockAsync(FileComplete, default, abort);
                return sent;
            }

            await connection.WriteBlockAsync(DataBlock, _block.AsMemory(0, read), abort);
            sent += read;
        }
    }

    private Stream Open(string path)
    {
        using IDisposable pause = watch.Pause();
        return drive.OpenRead(path);
    }

    private int Read(Stream file)
    {
        using IDisposable pause = watch.Pause();
        try
        {
            return file.Read(_block, 0, _block.Length);
        }
        catch (IOException e)
        {
            throw new DeviceLinkException(
                DeviceLinkStatus.InputOutput, e.Message, FileErrors.ToException(e, string.Empty));
        }
    }

    private PlistDictionary List(string path)
    {
        PlistDictionary listing = new();
        foreach (DeviceLinkEntry entry in drive.List(path))
        {
            listing[entry.Name] = new PlistDictionary
            {
                ["DLFileType"] = entry.IsDirectory ? "DLFileTypeDirectory" : "DLFileTypeRegular",
                ["DLFileSize"] = entry.Size,
                ["DLFileModificationDate"] = entry.LastModified,
            };
        }

        return listing;
    }

    private PlistDictionary ForEach(
        string verb, IEnumerable<(string Source, string Target)> moves, Action<string, string> act)
    {
        PlistDictionary failures = new();
        foreach ((string source, string target) in moves)
        {
            Try(verb, source, failures, () => act(source, target));
        }

        return failures;
    }

    private PlistDictionary ForEach(string verb, IEnumerable<string> paths, Action<string> act)
    {
        PlistDictionary failures = new();
        foreach (string path in paths)
        {
            Try(verb, path, failures, () => act(path));
        }

        return failures;
    }

    private void Try(string verb, string path, PlistDictionary failures, Action act)
    {
        try
        {
            act();
        }
        catch (DeviceLinkException e) when (e.Status != DeviceLinkStatus.NoSpace)
        {
            observer.Failed(verb, e);
            failures[path] = Failure(e);
        }
    }

    private static PlistDictionary Failure(DeviceLinkException failure) => new()
    {
        ["DLFileErrorString"] = failure.Message,
        ["DLFileErrorCode"] = (int)failure.Status,
    };

    private static double? Percent(string verb, PlistArray message)
    {
        int index = verb switch
        {
            DeviceLinkVerb.UploadFiles => 2,
            DeviceLinkVerb.DownloadFiles or DeviceLinkVerb.MoveItems or DeviceLinkVerb.MoveFiles
                or DeviceLinkVerb.RemoveItems or DeviceLinkVerb.RemoveFiles => 3,
            _ => int.MaxValue,
        };
        return message.GetReal(index) is double percent ? Math.Min(100, Math.Max(0, percent)) : null;
    }

    private static string Path(PlistArray message, int index) => message.GetString(index) ?? throw Malformed();

    private static IEnumerable<string> Paths(PlistArray message, int index) =>
        message.Count > index && message[index] is PlistArray paths ? paths.Strings() : throw Malformed();

    private static IEnumerable<(string Source, string Target)> Moves(PlistArray message) =>
        message.Count > 1 && message[1] is PlistDictionary moves
            ? moves.Select(static move => (move.Key, (move.Value as PlistString)?.Value ?? throw Malformed()))
            : throw Malformed();

    private static DeviceLinkException Malformed() =>
        new(DeviceLinkStatus.InvalidParameter, "The request's arguments are malformed.");
}
