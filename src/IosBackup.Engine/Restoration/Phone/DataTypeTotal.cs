using IosBackup.Engine.Backups;

namespace IosBackup.Engine.Restoration.Phone;

/// <summary>How much of a type of data there is.</summary>
/// <param name="DataType">The type.</param>
/// <param name="Files">Number of regular files.</param>
/// <param name="Bytes">Bytes that they have.</param>
public sealed record DataTypeTotal(DataType DataType, long Files, long Bytes);
