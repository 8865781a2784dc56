using IosBackup.Engine.Cryptography;

namespace IosBackup.Engine.Records.Notes;

/// <summary>Which notes to read. Periods are about when notes changed last.</summary>
public sealed record NoteQuery : RecordQuery
{
    /// <summary>The password of locked notes; stays the caller's to dispose.</summary>
    public BackupPassword? Password { get; init; }
}
