namespace IosBackup.Engine.PropertyLists;

/// <summary>An object of a binary property list: its type and where its content lies.</summary>
internal readonly struct BinaryPlistToken(BinaryPlistTokenKind kind, int offset, int count)
{
    public BinaryPlistTokenKind Kind { get; } = kind;

    /// <summary>Start of the content, after marker and length.</summary>
    public int Offset { get; } = offset;

    /// <summary>
    /// Bytes of a number, UID or data, UTF-16 units or bytes of a string, entries of a container.
    /// </summary>
    public int Count { get; } = count;
}
