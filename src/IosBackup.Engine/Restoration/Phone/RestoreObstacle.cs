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

    /// <summary>Whether it is about the device that would be restored, and not about the backup.</summary>
    public bool IsAboutDevice => Kind is ErrorKind.FindMyEnabled or ErrorKind.SetupNotFinished
        or ErrorKind.DeviceFull or ErrorKind.VersionTooNew;

    /// <summary>The obstacle as an error.</summary>
    /// <param name="target">The backup or the device that it is about.</param>
    public EngineException ToException(string target) => new(Kind, Detail)
    {
        Target = target,
        NeededBytes = NeededBytes,
        FreeBytes = FreeBytes,
    };
}
