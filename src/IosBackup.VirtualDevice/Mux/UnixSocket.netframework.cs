using System;
using System.IO;
using System.Net.Sockets;

namespace IosBackup.VirtualDevice.Mux;

/// <summary>.NET Framework, and with it Windows, has TCP only.</summary>
internal static class UnixSocket
{
    public static Socket Bind(string path) =>
        throw new PlatformNotSupportedException($"{path}: there are no Unix sockets on .NET Framework.");

    public static void Remove(string path) => File.Delete(path);
}
