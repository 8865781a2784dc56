namespace IosBackup.Engine.Exports.Records;

/// <summary>A file that an export wrote.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Records">How many records are in it.</param>
public sealed record ExportedFile(string Path, long Records);
