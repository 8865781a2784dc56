using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;

namespace IosBackup.Engine.Restoration.Phone;

/// <summary>What putting items onto a device would do, and what stands in its way. Making it changes nothing.</summary>
public sealed record ItemRestorePlan
{
    /// <summary>The UDID of the device.</summary>
    public required string TargetUdid { get; init; }

    /// <summary>What is known of the device.</summary>
    public required DeviceInfo Target { get; init; }

    /// <summary>The items, and what belongs to the databases among them.</summary>
    public required IReadOnlyList<RestoreItem> Items { get; init; }

    /// <summary>The types of data among the items.</summary>
    public required IReadOnlyList<DataTypeTotal> DataTypes { get; init; }

    /// <summary>Regular files among the items.</summary>
    public long FileCount => DataTypes.Sum(static total => total.Files);

    /// <summary>Bytes of the files.</summary>
    public long Bytes => DataTypes.Sum(static total => total.Bytes);

    /// <summary>What stands in the way; empty when nothing is known to.</summary>
    public required IReadOnlyList<RestoreObstacle> Obstacles { get; init; }

    /// <summary>An obstacle as an error about the device, whose own backup the items go into.</summary>
    public EngineException ToException(RestoreObstacle obstacle) => obstacle.ToException(TargetUdid);

    /// <summary>Throws what stands in the way first.</summary>
    /// <exception cref="EngineException">The first obstacle.</exception>
    public void RequireNoObstacle()
    {
        if (Obstacles.Count > 0)
        {
            throw ToException(Obstacles[0]);
        }
    }
}
