namespace IosBackup.Engine.Lockdown;

/// <summary>A service that was started and waits for one connection.</summary>
internal sealed class LockdownService(string name, int port, bool usesTls)
{
    public string Name { get; } = name;

    public int Port { get; } = port;

    /// <summary>Whether the connection begins with a TLS handshake with the pair record's certificates.</summary>
    public bool UsesTls { get; } = usesTls;
}
