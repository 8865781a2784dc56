namespace IosBackup;

/// <summary>A value in one of the phone's files of preferences.</summary>
public sealed record IosDeviceSetting : IosRecord
{
    /// <summary>Whose preferences they are: the file's name without its ending, <c>com.apple.springboard</c>.</summary>
    public required string Owner { get; init; }

    /// <summary>
    /// Where the value stands in the file: names of dictionaries, and numbers of arrays in brackets, between dots.
    /// </summary>
    public required string Key { get; init; }

    /// <summary>The value as text: times in ISO 8601, bytes in hexadecimal; long ones are cut off.</summary>
    public required string Value { get; init; }

    /// <summary>What the value is: String, Integer, Real, Boolean, Date, Data.</summary>
    public required string Type { get; init; }

    /// <summary>The domain of the file.</summary>
    public required string Domain { get; init; }

    /// <summary>The path of the file.</summary>
    public required string RelativePath { get; init; }
}
