using System.Net.Sockets;

namespace IosBackup.Engine.Usbmux;

/// <content>Unix sockets.</content>
public sealed partial class UsbmuxEndpoint
{
    private static UnixDomainSocketEndPoint CreateUnixEndPoint(string path) => new(path);
}
