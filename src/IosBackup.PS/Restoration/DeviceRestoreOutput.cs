using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Restoration.Phone;
using IosBackup.Errors;

namespace IosBackup.Restoration;

/// <summary>Turns what the engine says of restores to devices into the module's objects.</summary>
internal static class DeviceRestoreOutput
{
    public static IosDeviceRestorePlan Of(PhoneRestorePlan plan) => new()
    {
        BackupPath = plan.BackupPath,
        SourceUdid = plan.SourceUdid,
        SourceName = plan.SourceName,
        SourceProductType = plan.SourceProductType,
        SourceVersion = plan.SourceVersion,
        BackupDate = plan.BackupDate,
        IsEncrypted = plan.IsEncrypted,
        TargetUdid = plan.TargetUdid,
        TargetName = plan.Target.Name,
        TargetProductType = plan.Target.ProductType,
        TargetVersion = plan.Target.ProductVersion,
        IsSameDevice = plan.IsSameDevice,
        Replaces = Replaces(plan),
        FileCount = plan.FileCount,
        Size = plan.Bytes,
        DataTypes = Of(plan.DataTypes),
        Apps = plan.Apps,
        Obstacles = [.. plan.Obstacles.Select(obstacle => Of(plan.ToException(obstacle)))],
    };

    /// <param name="plan">The plan.</param>
    /// <param name="repository">Where the device would be backed up to before.</param>
    public static IosDeviceRestorePlan Of(ItemRestorePlan plan, string repository)
    {
        Backup source = plan.Items[0].Source;
        return new IosDeviceRestorePlan
        {
            BackupPath = source.FolderPath,
            SourceUdid = source.Udid,
            SourceName = source.Properties.DeviceName,
            SourceProductType = source.Properties.ProductType,
            SourceVersion = source.Properties.ProductVersion,
            BackupDate = source.Status?.Date ?? source.Properties.Date,
            IsEncrypted = source.IsEncrypted,
            TargetUdid = plan.TargetUdid,
            TargetName = plan.Target.Name,
            TargetProductType = plan.Target.ProductType,
            TargetVersion = plan.Target.ProductVersion,
            IsSameDevice = string.Equals(source.Udid, plan.TargetUdid, StringComparison.OrdinalIgnoreCase),
            Replaces = "The files named; what is newer in them is lost. "
                + $"The device is backed up to {repository} before",
            Items = [.. plan.Items
                .Where(static item => item.File.Kind == FileKind.File)
                .Select(static item => item.File.ToString())],
            FileCount = plan.FileCount,
            Size = plan.Bytes,
            DataTypes = Of(plan.DataTypes),
            Obstacles = [.. plan.Obstacles.Select(obstacle => Of(plan.ToException(obstacle)))],
        };
    }

    public static IosDeviceRestoreResult Of(PhoneRestoreResult result) => new()
    {
        Udid = result.Plan.TargetUdid,
        DeviceName = result.Plan.Target.Name,
        SourceUdid = result.Plan.SourceUdid,
        BackupPath = result.Plan.BackupPath,
        FilesSent = result.FilesSent,
        BytesSent = result.BytesSent,
        Reboots = result.Reboots,
        Started = result.Started,
        Duration = result.Duration,
    };

    private static IReadOnlyList<IosRestoreDataType> Of(IReadOnlyList<DataTypeTotal> totals) =>
    [
        .. totals.Select(static total => new IosRestoreDataType
        {
            DataType = total.DataType,
            FileCount = total.Files,
            Size = total.Bytes,
        }),
    ];

    private static IosRestoreObstacle Of(EngineException obstacle)
    {
        ErrorRecord record = ErrorCatalog.ToRecord(obstacle);
        return new IosRestoreObstacle
        {
            ErrorId = obstacle.Kind.ToString(),
            Message = $"{record.ErrorDetails.Message} ({obstacle.Message})",
            RecommendedAction = record.ErrorDetails.RecommendedAction,
        };
    }

    private static string Replaces(PhoneRestorePlan plan) => Replaces(plan.IsSameClass, plan.Options.PreserveSettings);

    internal static string Replaces(bool isSameClass, bool keepsSettings) =>
        (isSameClass ? "All data" : "The data of apps")
        + (keepsSettings ? ", but not the settings" : string.Empty)
        + (isSameClass ? string.Empty : ", because the devices are of different kinds")
        + "; what the backup does not have is removed";
}
