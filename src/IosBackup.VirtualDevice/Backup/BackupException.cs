using System;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>The error that an operation of the backup service ends with.</summary>
internal sealed class BackupException(int code, string description, BackupException? underlying = null)
    : Exception(description)
{
    public int Code { get; } = code;

    public BackupException? Underlying { get; } = underlying;

    /// <summary>The error as a response describes it, with the numbers of MBErrorDomain.</summary>
    public string Describe() => Underlying is null
        ? $"{Message} (MBErrorDomain/{Code})"
        : $"{Message} (MBErrorDomain/{Code}). Underlying error: {Underlying.Describe()}.";
}
