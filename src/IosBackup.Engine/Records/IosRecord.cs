namespace IosBackup;

/// <summary>
/// What all records from inside a backup have in common: where they come from. Immutable; times are in UTC, sizes in
/// bytes.
/// </summary>
public abstract record IosRecord
{
    private protected IosRecord()
    {
    }

    /// <summary>The folder of the backup that the record comes from.</summary>
    public required string Backup { get; init; }

    /// <summary>The id, in the backup, of the file that holds the record.</summary>
    public required string FileId { get; init; }

    /// <summary>The row of the store that the record was made from; zero where the store has no rows.</summary>
    public required long RowId { get; init; }
}
