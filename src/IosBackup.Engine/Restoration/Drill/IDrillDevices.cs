namespace IosBackup.Engine.Restoration.Drill;

/// <summary>Makes devices for drills. The engine knows no simulated device; whoever has one hands it over.</summary>
public interface IDrillDevices
{
    /// <summary>Starts a device that nobody else sees.</summary>
    IDrillDevice Start(DrillDeviceFacts facts);
}
