using System;
using System.Buffers.Binary;
using System.Text;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.DeviceLink;

/// <summary>
/// Takes the raw part of an upload apart, fed with bytes in pieces of any size. Layout: device path, host path, blocks
/// of a code byte and data; every part has a big-endian length, a device path of length zero ends the batch.
/// </summary>
internal sealed class UploadParser(IUploadSink sink)
{
    /// <summary>Paths are far shorter; a longer one means the stream is out of step.</summary>
    private const int LongestPath = 64 * 1024;

    /// <summary>Phones send blocks of up to 256 KiB.</summary>
    private const uint LargestBlock = 64 * 1024 * 1024;

    private const byte DataBlock = 0x0C;
    private const int LongestMessage = 4096;
    private const int LengthSize = 4;

    private readonly byte[] _length = new byte[LengthSize];
    private Part _part = Part.DevicePathLength;
    private byte[] _text = [];
    private int _filled;
    private uint _rest;
    private byte _code;
    private string _devicePath = string.Empty;

    private enum Part
    {
        DevicePathLength,
        DevicePath,
        HostPathLength,
        HostPath,
        BlockLength,
        BlockCode,
        Data,
        Message,
        End,
    }

    /// <summary>Whether the batch has ended.</summary>
    public bool IsComplete => _part == Part.End;

    /// <summary>Takes bytes in.</summary>
    /// <returns>How many were used; fewer than given only when the batch has ended.</returns>
    /// <exception cref="EngineException"><see cref="ErrorKind.ProtocolViolation"/>: a length makes no sense.</exception>
    public int Feed(ReadOnlySpan<byte> bytes)
    {
        int total = bytes.Length;
        while (bytes.Length > 0 && !IsComplete)
        {
            bytes = bytes.Slice(Step(bytes));
        }

        return total - bytes.Length;
    }

    private int Step(ReadOnlySpan<byte> bytes)
    {
        switch (_part)
        {
            case Part.DevicePathLength or Part.HostPathLength or Part.BlockLength:
                return Fill(_length, bytes, LengthRead);
            case Part.DevicePath or Part.HostPath:
                return Fill(_text, bytes, PathRead);
            case Part.BlockCode:
                _code = bytes[0];
                _rest--;
                BlockBegun();
                return 1;
            case Part.Message:
                return Fill(_text, bytes, MessageRead);
            default:
                int taken = (int)Math.Min(_rest, (uint)bytes.Length);
                sink.Write(bytes.Slice(0, taken));
                _rest -= (uint)taken;
                _part = _rest == 0 ? Part.BlockLength : Part.Data;
                return taken;
        }
    }

    private int Fill(byte[] target, ReadOnlySpan<byte> bytes, Action whenFull)
    {
        int taken = Math.Min(target.Length - _filled, bytes.Length);
        bytes.Slice(0, taken).CopyTo(target.AsSpan(_filled));
        _filled += taken;
        if (_filled == target.Length)
        {
            _filled = 0;
            whenFull();
        }

        return taken;
    }

    private void LengthRead()
    {
        uint length = BinaryPrimitives.ReadUInt32BigEndian(_length);
        if (_part == Part.BlockLength)
        {
            _rest = length is > 0 and <= LargestBlock
                ? length
                : throw Violation($"A file block of {length} bytes.");
            _part = Part.BlockCode;
        }
        else if (length == 0 && _part == Part.DevicePathLength)
        {
            _part = Part.End;
        }
        else
        {
            _text = length is > 0 and <= LongestPath ? new byte[length] : throw Violation($"A path of {length} bytes.");
            _part = _part == Part.DevicePathLength ? Part.DevicePath : Part.HostPath;
        }
    }

    private void PathRead()
    {
        string path = Encoding.UTF8.GetString(_text);
        if (_part == Part.DevicePath)
        {
            _devicePath = path;
            _part = Part.HostPathLength;
        }
        else
        {
            sink.Begin(_devicePath, path);
            _part = Part.BlockLength;
        }
    }

    private void BlockBegun()
    {
        if (_code == DataBlock)
        {
            _part = _rest == 0 ? Part.BlockLength : Part.Data;
            return;
        }

        if (_rest > LongestMessage)
        {
            throw Violation($"An error text of {_rest} bytes.");
        }

        _text = new byte[_rest];
        if (_rest == 0)
        {
            MessageRead();
        }
        else
        {
            _part = Part.Message;
        }
    }

    private void MessageRead()
    {
        sink.End((DeviceLinkStatus)(-_code), Encoding.UTF8.GetString(_text));
        _part = Part.DevicePathLength;
    }

    private static EngineException Violation(string message) => new(ErrorKind.ProtocolViolation, message);
}
