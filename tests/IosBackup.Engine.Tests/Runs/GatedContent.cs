using System;
using System.IO;
using System.Threading;
using IosBackup.VirtualDevice.Content;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>A file that its phone cannot read before the test lets it: no run ends earlier.</summary>
internal sealed class GatedContent(byte[] bytes) : PhoneFileContent, IDisposable
{
    private readonly ManualResetEventSlim _gate = new();

    public override long Length => bytes.Length;

    public override Stream Open()
    {
        _gate.Wait();
        return new MemoryStream(bytes, writable: false);
    }

    public void LetThrough() => _gate.Set();

    /// <summary>Whoever waits is let through: the gate itself is left to those who still come.</summary>
    public void Dispose() => LetThrough();
}
