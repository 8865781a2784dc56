namespace IosBackup.Engine.Records.Keychain;

/// <summary>Which keychain items to read. Periods are about when they changed last.</summary>
public sealed record KeychainQuery : RecordQuery
{
    /// <summary>Also what the items protect. Whoever asks for that must have its owner's consent.</summary>
    public bool IncludeSecrets { get; init; }
}
