using System.Buffers.Binary;
using System.IO;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Tests.Peers;

/// <summary>How a device frames property lists; written apart from the engine's own code.</summary>
internal static class PeerPlists
{
    public static byte[] Frame(PlistNode message, bool binary = false)
    {
        byte[] body = binary ? PropertyList.ToBinary(message) : PropertyList.ToXml(message);
        byte[] frame = new byte[4 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, body.Length);
        body.CopyTo(frame, 4);
        return frame;
    }

    public static async Task SendPlistAsync(this Stream stream, PlistNode message, bool binary = false) =>
        await stream.WriteAsync(Frame(message, binary));

    /// <summary>The next message, or null when the other side hung up.</summary>
    public static async Task<PlistDictionary?> ReceivePlistAsync(this Stream stream)
    {
        byte[] header = new byte[4];
        if (await stream.ReadAtLeastAsync(header, 4, throwOnEndOfStream: false) < 4)
        {
            return null;
        }

        byte[] body = new byte[BinaryPrimitives.ReadInt32BigEndian(header)];
        await stream.ReadExactlyAsync(body);
        return PropertyList.ParseDictionary(body);
    }
}
