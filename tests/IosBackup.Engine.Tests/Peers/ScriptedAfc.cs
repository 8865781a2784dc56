using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;

namespace IosBackup.Engine.Tests.Peers;

/// <summary>
/// The device's side of AFC over files in memory; several connections share them. Written apart from the engine's own
/// code.
/// </summary>
internal sealed class ScriptedAfc
{
    public const string LockFile = "/com.apple.itunes.lock_sync";

    private readonly object _gate = new();
    private object? _lockOwner;

    public Dictionary<string, byte[]> Files { get; } = new()
    {
        ["/DCIM/100APPLE/IMG_0001.JPG"] = [.. Enumerable.Range(0, 3000).Select(static i => (byte)i)],
        [LockFile] = [],
    };

    public HashSet<string> Folders { get; } = ["/", "/DCIM", "/DCIM/100APPLE"];

    /// <summary>What reads give at most at once.</summary>
    public int LongestRead { get; set; } = int.MaxValue;

    /// <summary>How often the lock is refused although nobody holds it.</summary>
    public int LockRefusals { get; set; }

    public async Task ServeAsync(Stream stream)
    {
        object connection = new();
        Dictionary<ulong, (string Path, long Position)> open = [];
        byte[] header = new byte[40];
        while (await stream.ReadAtLeastAsync(header, 40, throwOnEndOfStream: false) == 40)
        {
            ulong Field(int at) => BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(at));
            byte[] content = new byte[(int)Field(8) - 40];
            await stream.ReadExactlyAsync(content);
            (ulong operation, byte[] answer) = Answer(Field(32), content, open, connection);
            byte[] reply = new byte[40 + answer.Length];
            header.CopyTo(reply, 0);
            BinaryPrimitives.WriteUInt64LittleEndian(reply.AsSpan(8), (ulong)reply.Length);
            BinaryPrimitives.WriteUInt64LittleEndian(reply.AsSpan(16), 40);
            BinaryPrimitives.WriteUInt64LittleEndian(reply.AsSpan(32), operation);
            answer.CopyTo(reply, 40);
            await stream.WriteAsync(reply);
        }

        lock (_gate)
        {
            _lockOwner = _lockOwner == connection ? null : _lockOwner;
        }
    }

    private static (ulong, byte[]) Status(ulong status) => (1, BitConverter.GetBytes(status));

    private static (ulong, byte[]) Data(params string[] words) =>
        (2, Encoding.UTF8.GetBytes(string.Concat(words.Select(static word => word + '\0'))));

    private (ulong Operation, byte[] Answer) Answer(
        ulong operation, byte[] content, Dictionary<ulong, (string Path, long Position)> open, object connection)
    {
        ulong Number(int index) => BitConverter.ToUInt64(content, index * 8);
        string Text(int at) => Encoding.UTF8.GetString(content, at, content.Length - at).Split('\0')[0];
        lock (_gate)
        {
            switch (operation)
            {
                case 0x03:
                    return List(Text(0));
                case 0x08:
                    return Status(Files.Remove(Text(0)) || Folders.Remove(Text(0)) ? 0ul : 8);
                case 0x09:
                    Folders.Add(Text(0));
                    return Status(0);
                case 0x0A:
                    return Info(Text(0));
                case 0x0B:
                    return Data("Model", "iPhone15,2", "FSTotalBytes", "256000000000", "FSFreeBytes", "1", "FSBlockSize", "4096");
                case 0x0D:
                    return Open(Number(0), Text(8), open);
                case 0x14:
                    return Status(open.Remove(Number(0)) ? 0ul : 7);
                case 0x18:
                    string to = Text(Encoding.UTF8.GetByteCount(Text(0)) + 1);
                    if (!Files.Remove(Text(0), out byte[]? moved))
                    {
                        return Status(8);
                    }

                    Files[to] = moved;
                    return Status(0);
                case 0x1B:
                    return Lock(Number(1), connection);
                case 0x22:
                    string root = Text(0);
                    Files.Keys.Where(path => path.StartsWith(root, StringComparison.Ordinal)).ToList().ForEach(path => Files.Remove(path));
                    return Status(0);
                default:
                    return UseFile(operation, content, open);
            }
        }
    }

    private (ulong, byte[]) List(string path)
    {
        string prefix = path.TrimEnd('/') + "/";
        string[] names = [.. Files.Keys.Concat(Folders)
            .Where(item => item.Length > prefix.Length && item.StartsWith(prefix, StringComparison.Ordinal))
            .Select(item => item[prefix.Length..].Split('/')[0])
            .Distinct()];
        return Folders.Contains(path) ? Data([".", "..", .. names]) : Status(8);
    }

    private (ulong, byte[]) Info(string path)
    {
        if (Files.TryGetValue(path, out byte[]? bytes))
        {
            return Data("st_size", $"{bytes.Length}", "st_ifmt", "S_IFREG", "st_mtime", "1494244521000000000");
        }

        return Folders.Contains(path) ? Data("st_size", "64", "st_ifmt", "S_IFDIR") : Status(8);
    }

    private (ulong, byte[]) Open(ulong mode, string path, Dictionary<ulong, (string, long)> open)
    {
        if (mode == 1 && !Files.ContainsKey(path))
        {
            return Status(8);
        }

        if (mode is 3 or 4)
        {
            Files[path] = [];
        }

        Files.TryAdd(path, []);
        ulong handle = (ulong)open.Count + 1;
        open[handle] = (path, 0);
        return (0x0E, BitConverter.GetBytes(handle));
    }

    private (ulong, byte[]) Lock(ulong operation, object connection)
    {
        if (operation == 12)
        {
            _lockOwner = _lockOwner == connection ? null : _lockOwner;
            return Status(0);
        }

        if (LockRefusals > 0 || (_lockOwner is not null && _lockOwner != connection))
        {
            LockRefusals--;
            return Status(19);
        }

        _lockOwner = connection;
        return Status(0);
    }

    private (ulong, byte[]) UseFile(
        ulong operation, byte[] content, Dictionary<ulong, (string Path, long Position)> open)
    {
        ulong handle = BitConverter.ToUInt64(content, 0);
        if (!open.TryGetValue(handle, out (string Path, long Position) file))
        {
            return Status(7);
        }

        byte[] bytes = Files[file.Path];
        long argument = content.Length >= 16 ? BitConverter.ToInt64(content, 8) : 0;
        switch (operation)
        {
            case 0x0F:
                int count = (int)Math.Min(Math.Min(argument, LongestRead), Math.Max(0, bytes.Length - file.Position));
                open[handle] = (file.Path, file.Position + count);
                return (2, bytes[(int)file.Position..(int)(file.Position + count)]);
            case 0x10:
                Files[file.Path] = [.. bytes[..(int)file.Position], .. content[8..]];
                open[handle] = (file.Path, file.Position + content.Length - 8);
                return Status(0);
            case 0x11:
                long origin = argument == 0 ? 0 : argument == 1 ? file.Position : bytes.Length;
                open[handle] = (file.Path, origin + BitConverter.ToInt64(content, 16));
                return Status(0);
            case 0x12:
                return (0x13, BitConverter.GetBytes((ulong)file.Position));
            case 0x15:
                Array.Resize(ref bytes, (int)argument);
                Files[file.Path] = bytes;
                return Status(0);
            default:
                return Status(15);
        }
    }
}
