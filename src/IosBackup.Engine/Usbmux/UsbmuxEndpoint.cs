using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Usbmux;

/// <summary>Where a usbmux service listens: a unix socket or a TCP port.</summary>
public sealed partial class UsbmuxEndpoint : IEquatable<UsbmuxEndpoint>
{
    /// <summary>The environment variable that overrides the platform's endpoint, as in libusbmuxd.</summary>
    public const string Variable = "USBMUXD_SOCKET_ADDRESS";

    private const string UnixPrefix = "UNIX:";
    private const string UnixDefault = "/var/run/usbmuxd";
    private const int WindowsPort = 27015;

    private UsbmuxEndpoint(string? path, string? host, int port)
    {
        SocketPath = path;
        Host = host;
        Port = port;
    }

    /// <summary>The path of the unix socket, or null for TCP.</summary>
    public string? SocketPath { get; }

    /// <summary>The host name or address for TCP, or null for a unix socket.</summary>
    public string? Host { get; }

    /// <summary>The TCP port (1 to 65535), or 0 for a unix socket.</summary>
    public int Port { get; }

    /// <summary>The platform's own service: Apple's on Windows and macOS, usbmuxd elsewhere.</summary>
    public static UsbmuxEndpoint PlatformDefault { get; } = RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        ? new UsbmuxEndpoint(null, "127.0.0.1", WindowsPort)
        : new UsbmuxEndpoint(UnixDefault, null, 0);

    /// <summary>What <see cref="Variable"/> says, else the platform's own.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.InvalidArgument"/>: the variable is set to something that is no endpoint.
    /// </exception>
    public static UsbmuxEndpoint FromEnvironment()
    {
        string? value = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrWhiteSpace(value))
        {
            return PlatformDefault;
        }

        return TryParse(value!, out UsbmuxEndpoint? endpoint)
            ? endpoint
            : throw new EngineException(ErrorKind.InvalidArgument, $"{Variable} is '{value}': not an endpoint.")
            {
                Target = Variable,
            };
    }

    /// <summary>Reads <c>UNIX:/path</c>, an absolute path, <c>host:port</c> or <c>[v6]:port</c>.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.InvalidArgument"/>.</exception>
    public static UsbmuxEndpoint Parse(string text) => TryParse(text, out UsbmuxEndpoint? endpoint)
        ? endpoint
        : throw new EngineException(ErrorKind.InvalidArgument, $"'{text}' is no usbmux endpoint.") { Target = text };

    /// <summary>Reads an endpoint; false when the text is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out UsbmuxEndpoint? endpoint)
    {
        text = text?.Trim() ?? string.Empty;
        endpoint = text.StartsWith(UnixPrefix, StringComparison.OrdinalIgnoreCase)
            ? ForPath(text.Substring(UnixPrefix.Length))
            : text.StartsWith('/') ? ForPath(text) : ForAddress(text);
        return endpoint is not null;
    }

    /// <inheritdoc/>
    public bool Equals(UsbmuxEndpoint? other) =>
        other is not null
        && string.Equals(SocketPath, other.SocketPath, StringComparison.Ordinal)
        && string.Equals(Host, other.Host, StringComparison.OrdinalIgnoreCase)
        && Port == other.Port;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as UsbmuxEndpoint);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(ToString());

    /// <summary>The form that <see cref="Parse"/> reads.</summary>
    public override string ToString()
    {
        if (SocketPath is not null)
        {
            return UnixPrefix + SocketPath;
        }

        string host = Host!.Contains(':') ? $"[{Host}]" : Host!;
        return $"{host}:{Port.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>Opens a connection.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.NoMuxService"/>: nobody answers there.</exception>
    internal async Task<DeviceStream> ConnectAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        EndPoint? unix = SocketPath is null ? null : CreateUnixEndPoint(SocketPath);
        Socket? socket = null;
        try
        {
            socket = unix is null
                ? CreateTcpSocket(Host!)
                : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            using CancellationTokenRegistration closing =
                cancellation.Register(static state => ((Socket)state!).Dispose(), socket);
            await (unix is null ? socket.ConnectAsync(Host!, Port) : socket.ConnectAsync(unix));
            return new DeviceStream(new NetworkStream(socket, ownsSocket: true));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            socket?.Dispose();
            cancellation.ThrowIfCancellationRequested();
            throw new EngineException(ErrorKind.NoMuxService, $"No usbmux service at {this}: {Reason(e)}", e)
            {
                Target = ToString(),
            };
        }
    }

    /// <summary>
    /// Why there is no connection. Sockets know no absent files, and speak of an address that cannot be assigned.
    /// </summary>
    private string Reason(Exception error) =>
        SocketPath is not null && !File.Exists(SocketPath)
        && error is not SocketException { SocketErrorCode: SocketError.AccessDenied }
            ? "There is no such file."
            : error.Message;

    private static Socket CreateTcpSocket(string host) =>
        IPAddress.TryParse(host, out IPAddress? address)
            ? new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private static UsbmuxEndpoint? ForPath(string path) =>
        path.StartsWith('/') && !path.Contains('\0')
            ? new UsbmuxEndpoint(path, null, 0)
            : null;

    private static UsbmuxEndpoint? ForAddress(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon < 1 || !int.TryParse(
                text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            || port is < 1 or > ushort.MaxValue)
        {
            return null;
        }

        string host = text.Substring(0, colon);
        bool bracketed = host.Length > 2 && host[0] == '[' && host[host.Length - 1] == ']';
        if (bracketed)
        {
            host = host.Substring(1, host.Length - 2);
        }

        bool isVersion6 = IPAddress.TryParse(host, out IPAddress? address)
            && address.AddressFamily == AddressFamily.InterNetworkV6;
        bool isHost = bracketed ? isVersion6 : Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4;
        return isHost ? new UsbmuxEndpoint(null, host, port) : null;
    }
}
