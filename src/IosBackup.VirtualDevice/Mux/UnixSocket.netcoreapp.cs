using System.IO;
using System.Net.Sockets;

namespace IosBackup.VirtualDevice.Mux;

/// <summary>Sockets that have a path.</summary>
internal static class UnixSocket
{
    /// <summary>Makes a socket at a path, in the place of what an earlier run left there.</summary>
    public static Socket Bind(string path)
    {
        Remove(path);
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    public static void Remove(string path) => File.Delete(path);
}
