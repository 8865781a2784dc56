using IosBackup.Engine.Restoration.Drill;

namespace IosBackup.VirtualDevice.Drill;

/// <summary>Virtual phones for restore drills.</summary>
public sealed class DrillPhones : IDrillDevices
{
    /// <inheritdoc/>
    public IDrillDevice Start(DrillDeviceFacts facts) => new DrillPhone(facts);
}
