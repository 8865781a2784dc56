namespace IosBackup.VirtualDevice.Faults;

/// <summary>An error with which the phone ends a backup.</summary>
/// <param name="Step">Before which step.</param>
/// <param name="Code">The MBErrorDomain code.</param>
/// <param name="Description">What it says.</param>
public sealed record BackupFailure(BackupStep Step, int Code, string Description)
{
    /// <summary>The code of an underlying error; null for none.</summary>
    public int? UnderlyingCode { get; init; }

    /// <summary>What the underlying error says.</summary>
    public string UnderlyingDescription { get; init; } = "";
}
