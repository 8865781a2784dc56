using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Files;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>
/// The files that a run has sent, with their manifest records, in a temporary file: millions take no memory. It says
/// what has to be moved at the end, and what need not be sent again after an interruption.
/// </summary>
internal sealed class UploadJournal : IDisposable
{
    private const int BufferLength = 256 * 1024;
    private const string FileName = "uploads";

    private readonly PrivateFolder _folder = PrivateFolder.Create();
    private readonly FileStream _file;
    private readonly BufferedStream _output;
    private Dictionary<PackedFileId, long>? _index;

    public UploadJournal()
    {
        _file = _folder.CreateFile(FileName);
        _output = new BufferedStream(_file, BufferLength);
    }

    /// <summary>Number of files.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a file.</summary>
    public void Append(string fileId, byte[] record)
    {
        byte[] header = new byte[FileIds.Length + sizeof(int)];
        Encoding.ASCII.GetBytes(fileId, 0, FileIds.Length, header, 0);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(FileIds.Length), record.Length);
        _output.Write(header, 0, header.Length);
        _output.Write(record, 0, record.Length);
        Count++;
    }

    /// <summary>The ids of all files, in the order in which they were added.</summary>
    public IEnumerable<string> ReadIds() => ReadEntries().Select(static entry => entry.FileId);

    /// <summary>Forgets the files that are not among those a host has, and makes the others searchable.</summary>
    public void KeepOnly(HashSet<PackedFileId> arrived)
    {
        _index = [];
        foreach ((string fileId, long at) in ReadEntries())
        {
            PackedFileId id = PackedFileId.Parse(fileId);
            if (arrived.Contains(id))
            {
                _index[id] = at;
            }
        }
    }

    /// <summary>The record of a file that <see cref="KeepOnly"/> kept; null when there is none.</summary>
    public byte[]? Find(string fileId)
    {
        if (_index?.TryGetValue(PackedFileId.Parse(fileId), out long at) != true)
        {
            return null;
        }

        _output.Position = at + FileIds.Length;
        byte[] length = new byte[sizeof(int)];
        ReadExactly(length);
        byte[] record = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
        ReadExactly(record);
        return record;
    }

    public void Dispose()
    {
        _output.Dispose();
        _file.Dispose();
        _folder.Dispose();
    }

    private IEnumerable<(string FileId, long At)> ReadEntries()
    {
        _output.Flush();
        byte[] header = new byte[FileIds.Length + sizeof(int)];
        for (long at = 0; at < _file.Length;)
        {
            _output.Position = at;
            ReadExactly(header);
            yield return (Encoding.ASCII.GetString(header, 0, FileIds.Length), at);
            at += header.Length + BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(FileIds.Length));
        }
    }

    private void ReadExactly(byte[] buffer)
    {
        for (int done = 0; done < buffer.Length;)
        {
            int count = _output.Read(buffer, done, buffer.Length - done);
            done += count > 0 ? count : throw new EndOfStreamException("The journal ends within an entry.");
        }
    }
}
