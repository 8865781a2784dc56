using System.Linq;
using System.Management.Automation;
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
        DataTypes = [.. plan.DataTypes.Select(static total => new IosRestoreDataType
        {
            DataType = total.DataType,
            FileCount = total.Files,
            Size = total.Bytes,
        })],
        Apps = plan.Apps,
        Obstacles = [.. plan.Obstacles.Select(obstacle => Of(obstacle, plan))],
    };

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

    private static IosRestoreObstacle Of(RestoreObstacle obstacle, PhoneRestorePlan plan)
    {
        ErrorRecord record = ErrorCatalog.ToRecord(obstacle.ToException(plan.TargetUdid));
        return new IosRestoreObstacle
        {
            ErrorId = obstacle.Kind.ToString(),
            Message = $"{record.ErrorDetails.Message} ({obstacle.Detail})",
            RecommendedAction = record.ErrorDetails.RecommendedAction,
        };
    }

    private static string Replaces(PhoneRestorePlan plan) =>
        (plan.IsSameClass ? "All data" : "The data of apps, because the devices are of different kinds,")
        + (plan.Options.PreserveSettings ? ", but not the settings" : string.Empty)
        + "; what the backup does not have is removed";
}
