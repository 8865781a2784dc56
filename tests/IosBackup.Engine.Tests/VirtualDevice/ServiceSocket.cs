using System;
using System.Buffers.Binary;
using System.IO;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Tests.VirtualDevice;

/// <summary>The client's end of lockdown and of the services that speak property lists.</summary>
internal sealed class ServiceSocket(Stream stream) : IDisposable
{
    public Stream Stream { get; set; } = stream;

    public async Task<PlistDictionary> AskAsync(PlistDictionary request)
    {
        await SendAsync(request);
        return await ReceiveAsync();
    }

    public async Task SendAsync(PlistDictionary request)
    {
        byte[] payload = PropertyList.ToXml(request);
        byte[] bytes = new byte[4 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, payload.Length);
        payload.CopyTo(bytes.AsSpan(4));
        await Stream.WriteAsync(bytes);
    }

    public async Task<PlistDictionary> ReceiveAsync()
    {
        byte[] prefix = new byte[4];
        await Stream.ReadExactlyAsync(prefix);
        byte[] payload = new byte[BinaryPrimitives.ReadInt32BigEndian(prefix)];
        await Stream.ReadExactlyAsync(payload);
        return PropertyList.ParseDictionary(payload);
    }

    public void Dispose() => Stream.Dispose();
}
