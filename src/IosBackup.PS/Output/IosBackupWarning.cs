namespace IosBackup;

/// <summary>Something to know about a backup that was made all the same.</summary>
/// <param name="Id">Its stable name, to branch on.</param>
/// <param name="Message">What it means.</param>
public sealed record IosBackupWarning(string Id, string Message)
{
    public override string ToString() => $"{Id}: {Message}";
}
