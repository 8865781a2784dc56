using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice;

/// <summary>A client of AFC that does no more than tests need.</summary>
internal sealed class AfcSocket(Stream stream) : IDisposable
{
    public const ulong ReadDirectory = 0x03;
    public const ulong Remove = 0x08;
    public const ulong MakeDirectory = 0x09;
    public const ulong GetFileInfo = 0x0A;
    public const ulong Open = 0x0D;
    public const ulong Read = 0x0F;
    public const ulong Write = 0x10;
    public const ulong Seek = 0x11;
    public const ulong Tell = 0x12;
    public const ulong Close = 0x14;
    public const ulong SetSize = 0x15;
    public const ulong Rename = 0x18;
    public const ulong Lock = 0x1B;
    public const ulong MakeLink = 0x1C;
    public const ulong RemoveAll = 0x22;

    public const ulong ReadMode = 1;
    public const ulong ReadWriteMode = 2;
    public const ulong Exclusive = 6;
    public const ulong Unlock = 12;

    private const int HeaderLength = 40;
    private const ulong Status = 1;
    private ulong _number;

    /// <summary>Makes a request; its operation and data come back.</summary>
    public async Task<(ulong Operation, byte[] Data)> AskAsync(ulong operation, byte[] data, byte[]? payload = null)
    {
        payload ??= [];
        byte[] packet = [.. "CFA6LPAA"u8, .. Numbers(
            (ulong)(HeaderLength + data.Length + payload.Length),
            (ulong)(HeaderLength + data.Length),
            ++_number,
            operation), .. data, .. payload];
        await stream.WriteAsync(packet);
        byte[] header = new byte[HeaderLength];
        await stream.ReadExactlyAsync(header);
        Assert.Equal(_number, BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(24)));
        byte[] answer = new byte[BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(8)) - HeaderLength];
        await stream.ReadExactlyAsync(answer);
        return (BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(32)), answer);
    }

    /// <summary>Makes a request that is answered with a status.</summary>
    public async Task<ulong> StatusAsync(ulong operation, byte[] data, byte[]? payload = null)
    {
        (ulong answer, byte[] bytes) = await AskAsync(operation, data, payload);
        Assert.Equal(Status, answer);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    public async Task<string[]> TextsAsync(ulong operation, string path)
    {
        (ulong answer, byte[] bytes) = await AskAsync(operation, Texts(path));
        Assert.NotEqual(Status, answer);
        return Encoding.UTF8.GetString(bytes).TrimEnd('\0').Split('\0');
    }

    public async Task<ulong> OpenAsync(string path, ulong mode)
    {
        (ulong answer, byte[] bytes) = await AskAsync(Open, [.. Numbers(mode), .. Texts(path)]);
        Assert.NotEqual(Status, answer);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    public static byte[] Numbers(params ulong[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];

    public static byte[] Texts(params string[] texts) =>
        [.. texts.SelectMany(static text => Encoding.UTF8.GetBytes(text + "\0"))];

    public void Dispose() => stream.Dispose();
}
