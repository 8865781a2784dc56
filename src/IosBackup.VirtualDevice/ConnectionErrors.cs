using System;
using System.IO;
using System.Net.Sockets;
using System.Security.Authentication;
using IosBackup.Engine.Errors;

namespace IosBackup.VirtualDevice;

internal static class ConnectionErrors
{
    /// <summary>
    /// Whether an exception means no more than that a connection has ended, or that the peer broke the protocol.
    /// </summary>
    public static bool IsExpected(Exception e) =>
        e is IOException or SocketException or ObjectDisposedException or OperationCanceledException
            or AuthenticationException
            or EngineException { Kind: ErrorKind.ProtocolViolation or ErrorKind.PropertyListInvalid };
}
