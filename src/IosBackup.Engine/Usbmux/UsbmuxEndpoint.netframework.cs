using System.Net;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Usbmux;

/// <content>.NET Framework knows no unix sockets, and on Windows no usbmux service has one.</content>
public sealed partial class UsbmuxEndpoint
{
    private static EndPoint CreateUnixEndPoint(string path) =>
        throw new EngineException(ErrorKind.NoMuxService, "Unix sockets need PowerShell 7.") { Target = path };
}
