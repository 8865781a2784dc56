using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Backups;

/// <summary>
/// Reads the records of Manifest.mbdb (iOS 5 to 9) one after another. All numbers are big-endian; texts and data have a
/// length of two bytes before them, of which all ones mean that there is none.
/// </summary>
internal sealed class MbdbReader(Stream stream, string name)
{
    private const int FixedLength = 40;
    private const ushort None = ushort.MaxValue;

    private static readonly byte[] s_header = [(byte)'m', (byte)'b', (byte)'d', (byte)'b', 5, 0];

    private readonly byte[] _buffer = new byte[ushort.MaxValue];
    private readonly long _length = stream.Length;

    /// <summary>Where the next record begins.</summary>
    public long Position => stream.Position;

    /// <summary>Goes to the first record.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.ManifestDamaged"/>: another kind of file.</exception>
    public void Start()
    {
        stream.Position = 0;
        if (!ReadBytes(s_header.Length).SequenceEqual(s_header))
        {
            throw Damaged("it does not begin like one");
        }
    }

    /// <summary>Goes to a record.</summary>
    public void Seek(long position) => stream.Position = position;

    /// <summary>The next record; null after the last.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.ManifestDamaged"/>: the record is cut or malformed.
    /// </exception>
    public BackupFile? Next()
    {
        if (stream.Position >= _length)
        {
            return null;
        }

        string domain = ReadText() ?? string.Empty;
        string path = ReadText() ?? string.Empty;
        string? target = ReadText();
        byte[] digest = ReadData();
        byte[] key = ReadData();
        ReadOnlySpan<byte> numbers = ReadBytes(FixedLength);
        int mode = BinaryPrimitives.ReadUInt16BigEndian(numbers);
        FileKind kind = UnixMode.KindOf(mode);
        int attributes = numbers[39];
        BackupFile file = new()
        {
            FileId = FileIds.Compute(domain, path),
            Domain = domain,
            RelativePath = path,
            Kind = kind,
            RowFlags = (int)kind,
            Mode = mode,
            Inode = BinaryPrimitives.ReadUInt64BigEndian(numbers.Slice(2)),
            UserId = BinaryPrimitives.ReadInt32BigEndian(numbers.Slice(10)),
            GroupId = BinaryPrimitives.ReadInt32BigEndian(numbers.Slice(14)),
            LastModified = BinaryPrimitives.ReadInt32BigEndian(numbers.Slice(18)),
            LastStatusChange = BinaryPrimitives.ReadInt32BigEndian(numbers.Slice(22)),
            Birth = BinaryPrimitives.ReadInt32BigEndian(numbers.Slice(26)),
            Size = BinaryPrimitives.ReadInt64BigEndian(numbers.Slice(30)),
            ProtectionClass = numbers[38],
            Digest = digest,
            EncryptionKey = key,
            LinkTarget = kind == FileKind.SymbolicLink ? target : null,
        };
        return attributes == 0 ? file : file with { ExtendedAttributes = ReadAttributes(attributes) };
    }

    private byte[] ReadAttributes(int count)
    {
        PlistDictionary attributes = new();
        for (int i = 0; i < count; i++)
        {
            string attribute = ReadText() ?? string.Empty;
            attributes[attribute] = ReadData();
        }

        return PropertyList.ToBinary(attributes);
    }

    private string? ReadText() =>
        ReadLength() is int length ? Encoding.UTF8.GetString(ReadBytes(length)) : null;

    private byte[] ReadData() => ReadLength() is int length ? ReadBytes(length).ToArray() : [];

    private int? ReadLength()
    {
        ushort length = BinaryPrimitives.ReadUInt16BigEndian(ReadBytes(sizeof(ushort)));
        return length == None ? null : length;
    }

    private ReadOnlySpan<byte> ReadBytes(int count)
    {
        try
        {
            return stream.ReadAtLeast(_buffer.AsSpan(0, count), count, throwOnEndOfStream: false) == count
                ? _buffer.AsSpan(0, count)
                : throw Damaged("it ends within a record");
        }
        catch (IOException e)
        {
            throw FileErrors.ToReadException(e, name);
        }
    }

    private EngineException Damaged(string how) =>
        new(ErrorKind.ManifestDamaged, $"Manifest.mbdb is damaged: {how}.") { Target = name };
}
