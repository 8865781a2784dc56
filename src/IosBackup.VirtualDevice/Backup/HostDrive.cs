using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.DeviceLink;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.DeviceLink;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>
/// The host's folder as the phone sees it. Paths are relative to the host's backup root. What the host cannot do ends
/// the operation with the error that phones make of it.
/// </summary>
internal sealed class HostDrive(DeviceLinkPeer peer, CancellationToken cancellationToken)
{
    /// <summary>Older peers know files and directories apart.</summary>
    private const int FirstVersionWithItems = 200;

    private const int FirstVersionWithFreeSpace = 300;
    private const int FirstVersionWithPurge = 400;

    public DeviceLinkPeer Peer => peer;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Progress of the whole operation in percent, sent along with requests.</summary>
    public double Progress { get; set; }

    private bool KnowsItems => peer.Version >= FirstVersionWithItems;

    /// <summary>Makes a directory; one that exists already is fine.</summary>
    public async Task CreateDirectoryAsync(string path)
    {
        HostAnswer answer = await RequestAsync(
            DeviceLinkVerb.CreateDirectory, path, DeviceLinkVerb.Empty, Progress);
        if (answer.Code != DeviceLinkStatus.Exists)
        {
            RequireWritten(answer, "Error creating directory");
        }
    }

    /// <summary>Moves files or directories; what stands at the target is replaced.</summary>
    /// <param name="moves">Target by source.</param>
    /// <param name="mayBeMissing">Whether a missing source is fine.</param>
    public async Task MoveAsync(PlistDictionary moves, bool mayBeMissing = false)
    {
        HostAnswer answer = await RequestAsync(
            KnowsItems ? DeviceLinkVerb.MoveItems : DeviceLinkVerb.MoveFiles, moves, DeviceLinkVerb.Empty, Progress);
        if (!mayBeMissing || !answer.IsNotFound)
        {
            RequireWritten(answer, "Multiple errors moving files");
        }
    }

    /// <summary>Removes files; missing ones are fine.</summary>
    public async Task RemoveAsync(IEnumerable<string> paths)
    {
        PlistArray list = new(paths.Select(static path => (PlistNode)path));
        RequireRemoved(await RequestAsync(
            KnowsItems ? DeviceLinkVerb.RemoveItems : DeviceLinkVerb.RemoveFiles,
            list, DeviceLinkVerb.Empty, Progress));
    }

    /// <summary>Removes a directory and what it holds; a missing one is fine.</summary>
    public async Task RemoveDirectoryAsync(string path) => RequireRemoved(KnowsItems
        ? await RequestAsync(DeviceLinkVerb.RemoveItems, new PlistArray([path]), DeviceLinkVerb.Empty, Progress)
        : await RequestAsync(DeviceLinkVerb.RemoveDirectory, path, DeviceLinkVerb.Empty, Progress));

    /// <summary>What a directory holds, by name; empty when it does not exist.</summary>
    public async Task<PlistDictionary> ListAsync(string path)
    {
        HostAnswer answer = await RequestAsync(
            DeviceLinkVerb.ContentsOfDirectory, path, DeviceLinkVerb.Empty, Progress);
        if (answer.IsNotFound)
        {
            return new PlistDictionary();
        }

        RequireRead(answer, "Error listing directory");
        return answer.Payload as PlistDictionary ?? new PlistDictionary();
    }

    /// <summary>Free bytes; null when the host does not say.</summary>
    public async Task<long?> GetFreeSpaceAsync()
    {
        if (peer.Version < FirstVersionWithFreeSpace)
        {
            return null;
        }

        HostAnswer answer = await RequestAsync(DeviceLinkVerb.GetFreeDiskSpace);
        return !answer.IsSuccess ? null : (long?)Math.Min((answer.Payload as PlistInteger)?.Low ?? 0, long.MaxValue);
    }

    /// <summary>Asks the host to make room; false when it could not, or does not know how.</summary>
    public async Task<bool> PurgeAsync(long bytes)
    {
        const int Urgency = 4;
        return peer.Version >= FirstVersionWithPurge
            && (await RequestAsync(DeviceLinkVerb.PurgeDiskSpace, bytes, Urgency)).IsSuccess;
    }

    /// <summary>Writes a file.</summary>
    public Task UploadAsync(string devicePath, string path, byte[] content) =>
        UploadAsync(devicePath, path, new MemoryStream(content), content.Length);

    /// <summary>Writes a file of what a stream has; the stream is disposed of.</summary>
    public async Task UploadAsync(string devicePath, string path, Stream content, long length)
    {
        using (content)
        {
            await peer.BeginUploadAsync(Progress, length, cancellationToken);
            await peer.Channel.WriteNameAsync(devicePath, cancellationToken);
            await peer.Channel.WriteNameAsync(path, cancellationToken);
            while ((await peer.Channel.WriteBlockFromAsync(content, BlockCode.Data, cancellationToken)).Count > 0)
            {
            }

            await peer.Channel.WriteBlockAsync(BlockCode.Success, default, cancellationToken);
            await EndUploadAsync();
        }
    }

    /// <summary>Ends a list of files that were sent.</summary>
    public async Task EndUploadAsync() =>
        RequireWritten(await peer.EndUploadAsync(cancellationToken), "Multiple errors uploading files");

    /// <summary>Reads a file into memory; null when there is none.</summary>
    public async Task<byte[]?> ReadAsync(string path)
    {
        using MemoryStream content = new();
        return await ReadAsync(path, () => content) ? content.ToArray() : null;
    }

    /// <summary>Reads a file into what a function opens, and closes it; false when there is none.</summary>
    public async Task<bool> ReadAsync(string path, Func<Stream> open)
    {
        HostAnswer answer = await peer.DownloadAsync([path], Progress, _ => open(), cancellationToken);
        if (answer.IsNotFound)
        {
            return false;
        }

        RequireRead(answer, "Error reading " + Path.GetFileName(path));
        return true;
    }

    /// <summary>Reads files, all of which have to be there.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="open">Makes what a file is written to.</param>
    /// <param name="received">Told of every file that arrived whole.</param>
    public async Task ReadAsync(
        IReadOnlyList<string> paths, Func<string, Stream> open, Action<string, Stream> received)
    {
        HostAnswer answer = await peer.DownloadAsync(paths, Progress, open, cancellationToken, received);
        RequireRead(answer, "Multiple errors downloading files");
    }

    /// <summary>Has the host copy a file, or a directory with what it holds.</summary>
    public async Task CopyAsync(string source, string target) => RequireWritten(
        await RequestAsync(DeviceLinkVerb.CopyItem, source, target, DeviceLinkVerb.Empty, Progress),
        "Error copying the backup");

    private Task<HostAnswer> RequestAsync(params PlistNode[] request) =>
        peer.RequestAsync(cancellationToken, request);

    private static void RequireRemoved(HostAnswer answer)
    {
        if (!answer.IsNotFound)
        {
            RequireWritten(answer, "Multiple errors removing files");
        }
    }

    private static void RequireWritten(HostAnswer answer, string description)
    {
        if (Cause(answer) is BackupException cause)
        {
            int code = cause.Code is BackupErrorCode.Exists or BackupErrorCode.NotFound
                ? BackupErrorCode.CorruptBackup
                : BackupErrorCode.WritingHost;
            throw new BackupException(code, description, cause);
        }
    }

    private static void RequireRead(HostAnswer answer, string description)
    {
        if (Cause(answer) is BackupException cause)
        {
            int code = cause.Code switch
            {
                BackupErrorCode.NotFound or BackupErrorCode.InvalidFormat or BackupErrorCode.DatabaseError
                    => BackupErrorCode.CorruptBackup,
                BackupErrorCode.UnsupportedVersion => BackupErrorCode.UnsupportedVersion,
                _ => BackupErrorCode.ReadingHost,
            };
            throw new BackupException(code, description, cause);
        }
    }

    private static BackupException? Cause(HostAnswer answer)
    {
        DeviceLinkStatus cause = answer.Causes.First();
        return answer.IsSuccess
            ? null
            : new BackupException(BackupErrorCode.FromStatus(cause), $"Host error {(int)cause}: {answer.Message}");
    }
}
