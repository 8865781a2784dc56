using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;

namespace IosBackup.Engine.Restoration.Phone;

/// <summary>Finds out what putting items onto a device would do, before it is backed up for that.</summary>
public static class ItemRestorePlanner
{
    private const string Keychain = "KeychainDomain";

    /// <summary>Plans a restore of items.</summary>
    /// <param name="device">The device; it stays open.</param>
    /// <param name="items">The items.</param>
    /// <param name="options">How they are to be restored.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="EngineException">
    /// Link errors; <see cref="ErrorKind.InvalidArgument"/>: there are no items. What stands in the way is part of the
    /// plan, but for what only the backup tells that is made of the device.
    /// </exception>
    public static async Task<ItemRestorePlan> PlanAsync(
        DeviceSession device,
        IReadOnlyList<RestoreItem> items,
        ItemRestoreOptions options,
        CancellationToken stop)
    {
        if (items.Count == 0)
        {
            throw new EngineException(ErrorKind.InvalidArgument, "No items were given.");
        }

        DeviceInfo target = await device.GetInfoAsync(stop);
        IReadOnlyList<RestoreItem> complete = await Task.Run(() => BackupSplicer.Complete(items), stop);
        return new ItemRestorePlan
        {
            TargetUdid = device.Udid,
            Target = target,
            Items = complete,
            DataTypes = DataTypeTotal.Of(complete
                .Select(static item => item.File)
                .Where(static file => file.Kind == FileKind.File)),
            Obstacles = [.. FindObstacles(target, complete, options)],
        };
    }

    private static IEnumerable<RestoreObstacle> FindObstacles(
        DeviceInfo target, IReadOnlyList<RestoreItem> items, ItemRestoreOptions options)
    {
        if (target.IsFindMyEnabled == true)
        {
            yield return new RestoreObstacle(ErrorKind.FindMyEnabled, "Find My is on");
        }

        if (target.WillEncrypt == true && options.Password is null)
        {
            yield return new RestoreObstacle(
                ErrorKind.BackupPasswordRequired, "the device encrypts its backups, and one is made before");
        }

        foreach (string? version in items
            .Select(static item => item.Source.Properties.ProductVersion)
            .Distinct()
            .Where(version => !IosVersions.Takes(target.ProductVersion, version, null)))
        {
            yield return new RestoreObstacle(
                ErrorKind.VersionTooNew, $"the items are of iOS {version}, the device has iOS {target.ProductVersion}");
        }

        if (items.FirstOrDefault(static item => item.File.Domain == Keychain) is RestoreItem keychain)
        {
            yield return new RestoreObstacle(
                ErrorKind.RestoreRefused,
                $"{keychain.File} replaces all passwords, and comes back with a whole backup only");
        }
    }
}
