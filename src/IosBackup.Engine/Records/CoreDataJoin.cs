namespace IosBackup.Engine.Records;

/// <summary>A table that joins two kinds of Core Data entities.</summary>
/// <param name="Table">The table.</param>
/// <param name="From">The column with the keys of the first kind.</param>
/// <param name="To">The column with the keys of the second kind.</param>
internal sealed record CoreDataJoin(string Table, string From, string To);
