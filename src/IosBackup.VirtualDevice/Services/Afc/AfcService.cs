using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Services;
using IosBackup.Engine.Usbmux;
using IosBackup.VirtualDevice.Observations;

namespace IosBackup.VirtualDevice.Services.Afc;

/// <summary><c>com.apple.afc</c>: the files below <c>/var/mobile/Media</c>.</summary>
internal sealed class AfcService(ServiceContext context)
{
    private const ulong SharedLock = 5;
    private const ulong ExclusiveLock = 6;
    private const ulong Unlock = 12;
    private const ulong SymbolicLink = 2;

    private readonly AfcTree _tree = context.Phone.Media;
    private readonly Dictionary<ulong, AfcFile> _files = [];
    private readonly int _bootCount = context.Phone.BootCount;
    private ulong _lastHandle;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            FrameAssembler assembler = AfcPacket.CreateAssembler();
            while (await assembler.ReadAsync(context.Stream, cancellationToken) is Frame frame)
            {
                AfcPacket packet = AfcPacket.Decode(frame);
                (AfcOperation operation, byte[] data) = Answer(new AfcRequest(packet));
                await SendAsync(operation, packet.Number, data, cancellationToken);
            }
        }
        finally
        {
            CloseAll();
        }
    }

    private async Task SendAsync(
        AfcOperation operation, ulong number, byte[] data, CancellationToken cancellationToken)
    {
        // Only the content of files and listings counts as payload.
        bool isPayload = operation == AfcOperation.Data;
        byte[] head = AfcPacket.EncodeHead(operation, number, isPayload ? [] : data, isPayload ? data.Length : 0);
        await context.Stream.WriteAsync(isPayload ? (byte[])[.. head, .. data] : head, cancellationToken);
        await context.Stream.FlushAsync(cancellationToken);
    }

    private (AfcOperation Operation, byte[] Data) Answer(AfcRequest request)
    {
        try
        {
            lock (_tree.Lock)
            {
                return Perform(request);
            }
        }
        catch (AfcException e)
        {
            return StatusOf(e.Status);
        }
    }

    private (AfcOperation Operation, byte[] Data) Perform(AfcRequest request)
    {
        switch (request.Operation)
        {
            case AfcOperation.ReadDirectory:
                return (AfcOperation.Data, Join([".", "..", .. Directory(request.Texts(1)[0])]));
            case AfcOperation.GetFileInfo:
                return (AfcOperation.Data, Join(Describe(request.Texts(1)[0])));
            case AfcOperation.GetDeviceInfo:
                return (AfcOperation.Data, Join(DescribeDevice()));
            case AfcOperation.FileOpen:
                return (AfcOperation.FileOpenResult, BitConverter.GetBytes(Open(request)));
            case AfcOperation.FileRead:
                return (AfcOperation.Data, File(request).Read(request.Integer(1)));
            case AfcOperation.FileTell:
                return (AfcOperation.FileTellResult, BitConverter.GetBytes(File(request).Position));
            case AfcOperation.FileLock:
                return StatusOf(Lock(File(request), request.Integer(1)));
            default:
                return StatusOf(Change(request));
        }
    }

    private AfcStatus Change(AfcRequest request)
    {
        switch (request.Operation)
        {
            case AfcOperation.FileWrite:
                File(request).Write(request.Payload(integersBefore: 1));
                break;
            case AfcOperation.FileSeek:
                File(request).Seek(request.Integer(1), unchecked((long)request.Integer(2)));
                break;
            case AfcOperation.FileSetSize:
                AfcFile.SetSize(File(request).Node, request.Integer(1));
                break;
            case AfcOperation.FileClose:
                Close(request.Integer(0), orderly: true);
                break;
            case AfcOperation.MakeDirectory:
                _tree.MakeDirectory(request.Texts(1)[0]);
                break;
            case AfcOperation.RemovePath:
                _tree.Remove(request.Texts(1)[0], recursive: false);
                break;
            case AfcOperation.RemovePathAndContents:
                _tree.Remove(request.Texts(1)[0], recursive: true);
                break;
            case AfcOperation.RenamePath:
                string[] names = request.Texts(2);
                _tree.Add(names[1], _tree.Remove(names[0], recursive: true));
                break;
            case AfcOperation.MakeLink when request.Integer(0) == SymbolicLink:
                string[] link = request.Texts(2, integersBefore: 1);
                _tree.Add(link[1], AfcNode.MakeLink(link[0]));
                break;
            case AfcOperation.SetModificationTime:
                Find(request.Texts(1, integersBefore: 1)[0]).ModifiedAt = unchecked((long)request.Integer(0));
                break;
            case AfcOperation.Truncate:
                AfcFile.SetSize(Find(request.Texts(1, integersBefore: 1)[0]), request.Integer(0));
                break;
            default:
                return AfcStatus.UnknownPacketType;
        }

        return AfcStatus.Success;
    }

    private ulong Open(AfcRequest request)
    {
        const ulong Read = 1;
        const ulong Write = 3;
        const ulong WriteAndRead = 4;
        const ulong Append = 5;
        const ulong AppendAndRead = 6;
        ulong mode = request.Integer(0);
        string path = request.Texts(1, integersBefore: 1)[0];
        if (mode is < Read or > AppendAndRead)
        {
            throw new AfcException(AfcStatus.InvalidArgument);
        }

        AfcNode node = mode == Read ? Find(path) : _tree.OpenOrCreate(path);
        if (node.Content is null)
        {
            throw new AfcException(AfcStatus.IsDirectory);
        }

        if (mode is Write or WriteAndRead)
        {
            node.Content.SetLength(0);
        }

        bool canRead = mode is not Write and not Append;
        _files.Add(++_lastHandle, new AfcFile(path, node, canRead, mode != Read, mode >= Append));
        return _lastHandle;
    }

    private AfcStatus Lock(AfcFile file, ulong operation)
    {
        switch (operation)
        {
            case SharedLock or ExclusiveLock:
                if (!file.Node.TryLock(this, operation == ExclusiveLock))
                {
                    return AfcStatus.WouldBlock;
                }

                NoteSyncLock(file, ObservationKind.LockTaken);
                return AfcStatus.Success;
            case Unlock:
                if (file.Node.Unlock(this))
                {
                    NoteSyncLock(file, ObservationKind.LockReleased);
                }

                return AfcStatus.Success;
            default:
                return AfcStatus.InvalidArgument;
        }
    }

    /// <summary>Closing a file releases its lock, as the end of the connection does.</summary>
    private void Close(ulong handle, bool orderly)
    {
        if (!_files.TryGetValue(handle, out AfcFile? file))
        {
            throw new AfcException(AfcStatus.InvalidArgument);
        }

        _files.Remove(handle);
        if (file.Node.Unlock(this))
        {
            NoteSyncLock(file, ObservationKind.LockReleased);
            if (!orderly && file.Path == AfcTree.SyncLockPath && context.Phone.BootCount == _bootCount)
            {
                context.Phone.Observations.Violate(
                    ClientRule.LockReleased, "The connection ended while the sync lock was held.");
            }
        }
    }

    private void CloseAll()
    {
        lock (_tree.Lock)
        {
            foreach (ulong handle in _files.Keys.ToList())
            {
                Close(handle, orderly: false);
            }
        }
    }

    private void NoteSyncLock(AfcFile file, ObservationKind kind)
    {
        if (file.Path == AfcTree.SyncLockPath)
        {
            context.Phone.Observations.Note(kind, file.Path);
        }
    }

    private AfcFile File(AfcRequest request) => _files.TryGetValue(request.Integer(0), out AfcFile? file)
        ? file
        : throw new AfcException(AfcStatus.InvalidArgument);

    private AfcNode Find(string path) => _tree.Find(path) ?? throw new AfcException(AfcStatus.NotFound);

    private List<string> Directory(string path) =>
        Find(path).Children is { } children ? [.. children.Keys] : throw new AfcException(AfcStatus.NotFound);

    private List<string> Describe(string path)
    {
        const long BlockSize = 4096;
        AfcNode node = _tree.Find(path, followLast: false) ?? throw new AfcException(AfcStatus.NotFound);
        long size = node.Content?.Length ?? 0;
        List<string> facts =
        [
            "st_size", Text(size),
            "st_blocks", Text((size + BlockSize - 1) / BlockSize * 8),
            "st_nlink", Text(1 + (node.Children?.Count ?? 0)),
            "st_ifmt", node.Children is not null ? "S_IFDIR" : node.Content is not null ? "S_IFREG" : "S_IFLNK",
            "st_mtime", Text(node.ModifiedAt),
            "st_birthtime", Text(node.BornAt),
        ];
        return node.LinkTarget is null ? facts : [.. facts, "LinkTarget", node.LinkTarget];
    }

    private List<string> DescribeDevice() =>
    [
        "Model", context.Phone.Options.ProductType,
        "FSTotalBytes", Text(context.Phone.Options.DiskCapacity),
        "FSFreeBytes", Text(context.Phone.Options.FreeSpace),
        "FSBlockSize", "4096",
    ];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static byte[] Join(IEnumerable<string> texts) =>
        Encoding.UTF8.GetBytes(string.Concat(texts.Select(static text => text + "\0")));

    private static (AfcOperation Operation, byte[] Data) StatusOf(AfcStatus status) =>
        (AfcOperation.Status, BitConverter.GetBytes((ulong)status));
}
