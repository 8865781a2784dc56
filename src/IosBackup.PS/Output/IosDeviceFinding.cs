namespace IosBackup;

/// <summary>One thing that is wrong with a device or with its backups.</summary>
/// <param name="Id">Its stable name; that of an error is the ErrorId.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">What it is, and what to do about it.</param>
public sealed record IosDeviceFinding(string Id, IosDeviceFindingSeverity Severity, string Message)
{
    public override string ToString() => $"{Severity}: {Message}";
}
