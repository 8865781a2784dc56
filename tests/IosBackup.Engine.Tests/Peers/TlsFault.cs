namespace IosBackup.Engine.Tests.Peers;

/// <summary>What goes wrong when a session or service turns to TLS.</summary>
internal enum TlsFault
{
    None,
    HangUpBeforeHandshake,
    HangUpAfterHandshake,
    WrongKey,
}
