using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Tests.VirtualDevice;

/// <summary>
/// A host of mobilebackup2 with its folder in memory, written from the protocol alone. What it answers can be bent.
/// </summary>
internal sealed class ScriptedHost
{
    public const string Empty = "___EmptyParameterString___";
    private const byte DataCode = 0x0C;
    private const byte NotFoundCode = 0x06;
    private const int NotFound = -6;
    private const int MultiStatus = -13;

    /// <summary>Files by path.</summary>
    public SortedDictionary<string, byte[]> Files { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>The verbs that the phone used, in order.</summary>
    public List<string> Verbs { get; } = [];

    /// <summary>The paths of files that were received, in order.</summary>
    public List<string> Received { get; } = [];

    /// <summary>Closing codes other than success, by path.</summary>
    public Dictionary<string, byte> Failed { get; } = [];

    public long FreeSpace { get; set; } = 1L << 40;

    /// <summary>Bytes of received content are counted and thrown away.</summary>
    public bool DiscardsContent { get; set; }

    public long ReceivedBytes { get; private set; }

    /// <summary>Answers a request in the host's place; null leaves it to the host.</summary>
    public Func<PlistArray, PlistArray?>? Override { get; set; }

    public int BlockSize { get; set; } = 32 * 1024;

    private Stream _stream = Stream.Null;
    private byte[] _input = new byte[512 * 1024];
    private int _start;
    private int _end;

    /// <summary>Copies the folder as it is.</summary>
    public SortedDictionary<string, byte[]> Copy() => new(Files, StringComparer.Ordinal);

    public void Restore(SortedDictionary<string, byte[]> files) => Files = new(files, StringComparer.Ordinal);


    /// <summary>Connects, makes a request and serves the phone until its response.</summary>
    public async Task<PlistDictionary> RunAsync(PhoneBench bench, PlistDictionary request)
    {
        using Stream stream = await bench.OpenServiceAsync("com.apple.mobilebackup2", withEscrowBag: true);
        _stream = stream;
        _start = _end = 0;
        PlistArray exchange = await ReceiveAsync();
        await SendAsync(new PlistArray(["DLMessageVersionExchange", "DLVersionsOk", exchange[1]]));
        await ReceiveAsync();
        await SendProcessAsync(new PlistDictionary
        {
            ["MessageName"] = "Hello",
            ["SupportedProtocolVersions"] = new PlistArray([2.0, 2.1]),
        });
        await ReceiveAsync();
        await SendProcessAsync(request);
        PlistDictionary response = await ServeAsync();
        await SendAsync(new PlistArray(["DLMessageDisconnect", Empty]));
        return response;
    }

    public Task<PlistDictionary> BackUpAsync(PhoneBench bench) => RunAsync(bench, new PlistDictionary
    {
        ["MessageName"] = "Backup",
        ["TargetIdentifier"] = bench.Phone.Udid,
    });

    private async Task<PlistDictionary> ServeAsync()
    {
        while (true)
        {
            PlistArray message = await ReceiveAsync();
            string verb = message.GetString(0)!;
            Verbs.Add(verb);
            if (verb == "DLMessageProcessMessage")
            {
                return (PlistDictionary)message[1];
            }

            if (verb == "DLMessagePing")
            {
                continue;
            }

            PlistArray answer = await AnswerAsync(verb, message);
            await SendAsync(Override?.Invoke(message) ?? answer);
        }
    }

    private async Task<PlistArray> AnswerAsync(string verb, PlistArray message)
    {
        switch (verb)
        {
            case "DLMessageUploadFiles":
                await ReceiveFilesAsync();
                return Status();
            case "DLMessageDownloadFiles":
                return await SendFilesAsync(((PlistArray)message[1]).Strings());
            case "DLMessageGetFreeDiskSpace":
                return Status(0, FreeSpace);
            case "DLMessagePurgeDiskSpace":
                return Status(-1, 0);
            case "DLContentsOfDirectory":
                return List(message.GetString(1)!);
            case "DLMessageCreateDirectory":
                return Status();
            case "DLMessageMoveItems" or "DLMessageMoveFiles":
                return Move((PlistDictionary)message[1]);
            case "DLMessageRemoveItems" or "DLMessageRemoveFiles":
                return Remove(((PlistArray)message[1]).Strings());
            case "DLMessageRemoveDirectory":
                return Remove([message.GetString(1)!]);
            default:
                return Status(-2);
        }
    }

    public static PlistArray Status(int code = 0, PlistNode? payload = null) =>
        new(["DLMessageStatusResponse", code, Empty, payload ?? new PlistDictionary()]);

    private PlistArray List(string path)
    {
        PlistDictionary entries = new();
        foreach (KeyValuePair<string, byte[]> file in Below(path))
        {
            string rest = file.Key[(path.Length + 1)..];
            bool direct = !rest.Contains('/', StringComparison.Ordinal);
            entries[rest.Split('/')[0]] = new PlistDictionary
            {
                ["DLFileType"] = direct ? "DLFileTypeRegular" : "DLFileTypeDirectory",
                ["DLFileSize"] = direct ? file.Value.Length : 0,
                ["DLFileModificationDate"] = DateTimeOffset.UtcNow,
            };
        }

        return Status(0, entries);
    }

    private PlistArray Move(PlistDictionary moves)
    {
        PlistDictionary failures = new();
        foreach (KeyValuePair<string, PlistNode> move in moves)
        {
            string target = ((PlistString)move.Value).Value;
            List<string> sources = [.. Below(move.Key).Select(static file => file.Key)];
            if (sources.Count == 0)
            {
                failures[move.Key] = Failure();
            }

            foreach (string source in sources)
            {
                Files[target + source[move.Key.Length..]] = Files[source];
                Files.Remove(source);
            }
        }

        return failures.Count == 0 ? Status() : Status(MultiStatus, failures);
    }

    private PlistArray Remove(IEnumerable<string> paths)
    {
        foreach (string path in paths.SelectMany(path => Below(path).Select(static file => file.Key)).ToList())
        {
            Files.Remove(path);
        }

        return Status();
    }

    /// <summary>The file of a path, or the files below it.</summary>
    private IEnumerable<KeyValuePair<string, byte[]>> Below(string path) => Files.TryGetValue(path, out byte[]? file)
        ? [new KeyValuePair<string, byte[]>(path, file)]
        : Files.Where(entry => entry.Key.StartsWith(path + "/", StringComparison.Ordinal));

    private static PlistDictionary Failure() => new()
    {
        ["DLFileErrorString"] = "No such file or directory",
        ["DLFileErrorCode"] = NotFound,
    };

    private async Task<PlistArray> SendFilesAsync(IEnumerable<string> paths)
    {
        PlistDictionary failures = new();
        foreach (string path in paths)
        {
            await SendPrefixedAsync(Encoding.UTF8.GetBytes(path));
            if (!Files.TryGetValue(path, out byte[]? content))
            {
                failures[path] = Failure();
                await SendBlockAsync(NotFoundCode, "No such file"u8.ToArray());
                continue;
            }

            for (int at = 0; at < content.Length; at += BlockSize)
            {
                await SendBlockAsync(DataCode, content.AsMemory(at, Math.Min(BlockSize, content.Length - at)));
            }

            await SendBlockAsync(0, default);
        }

        await _stream.WriteAsync(new byte[4]);
        return failures.Count == 0 ? Status() : Status(MultiStatus, failures);
    }

    private async Task ReceiveFilesAsync()
    {
        while (await ReadNumberAsync() is int length and > 0)
        {
            await ReadAsync(length);
            string path = Encoding.UTF8.GetString((await ReadAsync(await ReadNumberAsync())).Span);
            using MemoryStream content = new();
            byte code;
            while (true)
            {
                int block = await ReadNumberAsync();
                code = (await ReadAsync(1)).Span[0];
                ReadOnlyMemory<byte> data = await ReadAsync(block - 1);
                if (code != DataCode)
                {
                    break;
                }

                ReceivedBytes += data.Length;
                if (!DiscardsContent || path.EndsWith(".plist", StringComparison.Ordinal)
                    || path.EndsWith(".db", StringComparison.Ordinal))
                {
                    content.Write(data.Span);
                }
            }

            if (code == 0)
            {
                Received.Add(path);
                Files[path] = content.ToArray();
            }
            else
            {
                Failed[path] = code;
            }
        }
    }

    private Task SendProcessAsync(PlistDictionary message) =>
        SendAsync(new PlistArray(["DLMessageProcessMessage", message]));

    private Task SendAsync(PlistArray message) => SendPrefixedAsync(PropertyList.ToBinary(message));

    private async Task SendPrefixedAsync(byte[] bytes)
    {
        byte[] prefix = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(prefix, bytes.Length);
        await _stream.WriteAsync((byte[])[.. prefix, .. bytes]);
    }

    private async Task SendBlockAsync(byte code, ReadOnlyMemory<byte> data)
    {
        byte[] header = new byte[5];
        BinaryPrimitives.WriteInt32BigEndian(header, data.Length + 1);
        header[4] = code;
        await _stream.WriteAsync(header);
        await _stream.WriteAsync(data);
    }

    private async Task<PlistArray> ReceiveAsync() =>
        (PlistArray)PropertyList.Parse((await ReadAsync(await ReadNumberAsync())).Span);

    private async ValueTask<int> ReadNumberAsync() => BinaryPrimitives.ReadInt32BigEndian((await ReadAsync(4)).Span);

    /// <summary>The next bytes, valid until the next read.</summary>
    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync(int count)
    {
        if (_end - _start < count)
        {
            byte[] larger = count > _input.Length ? new byte[count] : _input;
            Buffer.BlockCopy(_input, _start, larger, 0, _end - _start);
            (_input, _start, _end) = (larger, 0, _end - _start);
            while (_end < count)
            {
                int read = await _stream.ReadAsync(_input.AsMemory(_end));
                _end += read > 0 ? read : throw new EndOfStreamException("The phone is gone.");
            }
        }

        _start += count;
        return _input.AsMemory(_start - count, count);
    }
}
