using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.VirtualDevice;

internal static class StreamExtensions
{
    /// <summary>
    /// Fills a buffer; false when the peer closed the connection before the first byte.
    /// </summary>
    /// <exception cref="EndOfStreamException">The connection ended between the first byte and the last.</exception>
    public static async ValueTask<bool> TryReadExactlyAsync(
        this Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int done = 0;
        while (done < buffer.Length)
        {
            int count = await stream.ReadAsync(buffer.Slice(done), cancellationToken);
            if (count == 0)
            {
                return done == 0 ? false : throw new EndOfStreamException("The connection ended inside a message.");
            }

            done += count;
        }

        return true;
    }
}
