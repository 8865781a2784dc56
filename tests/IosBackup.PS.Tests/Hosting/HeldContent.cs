using System;
using System.IO;
using System.Threading;
using IosBackup.VirtualDevice.Content;

namespace IosBackup.PS.Tests.Hosting;

/// <summary>Content whose reader waits before its last byte until the test lets it go on.</summary>
internal sealed class HeldContent : PhoneFileContent
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly byte[] _bytes = new byte[300_000];

    public override long Length => _bytes.Length;

    /// <summary>Set when a reader waits.</summary>
    public ManualResetEventSlim Reached { get; } = new();

    /// <summary>Lets readers go on.</summary>
    public ManualResetEventSlim Released { get; } = new();

    public override Stream Open() => new Reader(this);

    private sealed class Reader(HeldContent content) : MemoryStream(content._bytes, writable: false)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            Wait();
            return base.Read(buffer, offset, count);
        }

        public override int Read(Span<byte> buffer)
        {
            Wait();
            return base.Read(buffer);
        }

        private void Wait()
        {
            if (Position > 0)
            {
                content.Reached.Set();
                content.Released.Wait(s_patience);
            }
        }
    }
}
