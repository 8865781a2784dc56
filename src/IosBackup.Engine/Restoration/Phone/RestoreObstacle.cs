using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Restoration.Phone;

/// <summary>Something that stands in the way of a restore.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Detail">What it is about, in technical words.</param>
public sealed record RestoreObstacle(ErrorKind Kind, string Detail)
{
    /// <summary>Bytes that the device needs, when space is what is missing.</summary>
    public long? NeededBytes { get; init; }

    /// <summary>Bytes that the device has free, when space is what is missing.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>The item that it is about; null when it is about the backup or the device.</summary>
    public string? Item { get; init; }

    /// <summary>The obstacle as an error.</summary>
    /// <param name="target">The backup or the device that it is about, if it is about no item.</param>
    public EngineException ToException(string? target) => new(Kind, Detail)
    {
        Target = Item ?? target,
        NeededBytes = NeededBytes,
        FreeBytes = FreeBytes,
    };
}
