using System.IO;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Observations;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>Looks behind the host's back, where a test says which folder it writes to.</summary>
internal static class HostInspection
{
    /// <summary>Checks that a readable Info.plist is there.</summary>
    public static void CheckInfo(PhoneObservations observations, string infoPath)
    {
        if (observations.HostFolder is not string folder)
        {
            return;
        }

        try
        {
            PropertyList.ParseDictionary(File.ReadAllBytes(Path.Combine(folder, infoPath)));
        }
        catch (System.Exception e) when (e is IOException or EngineException)
        {
            observations.Violate(ClientRule.InfoPlistFirst, e.Message);
        }
    }

    /// <summary>Checks that the host does not promise more than its volume has.</summary>
    public static void CheckFreeSpace(PhoneObservations observations, long? stated)
    {
        // Others write to the volume between the host's look at it and this one.
        const long Tolerance = 256L * 1024 * 1024;
        if (observations.HostFolder is string folder && stated is long free)
        {
            long real = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
            if (free > real + Tolerance)
            {
                observations.Violate(ClientRule.TruthfulFreeSpace, $"{free} bytes were stated, {real} are free.");
            }
        }
    }
}
