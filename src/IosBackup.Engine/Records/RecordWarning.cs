namespace IosBackup.Engine.Records;

/// <summary>Says why records, or parts of them, are not there.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Store">What the store holds, as users call it: "Messages".</param>
/// <param name="Backup">The folder of the backup.</param>
/// <param name="Count">How many records or files it concerns, where that is known.</param>
public sealed record RecordWarning(RecordWarningKind Kind, string Store, string Backup, long? Count = null);
