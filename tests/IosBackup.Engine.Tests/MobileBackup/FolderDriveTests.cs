using System.IO;
using IosBackup.Engine.DeviceLink;
using IosBackup.Engine.Files;
using IosBackup.Engine.MobileBackup;
using IosBackup.Engine.MobileBackup.Drive;
using Xunit;

namespace IosBackup.Engine.Tests.MobileBackup;

public sealed class FolderDriveTests
{
    private const string Udid = "00008130-00AA1543AC9BD090";

    [Theory]
    [InlineData(Udid, Udid + "/copy")]
    [InlineData(Udid + "/3d", Udid)]
    [InlineData(Udid + "/3d", Udid + "/3d")]
    public void What_overlaps_is_neither_copied_nor_moved(string source, string target)
    {
        using TemporaryFolder folder = new();
        string file = folder["root", Udid, "3d", "3d0d"];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "content");
        using FolderDrive drive = new(
            FileLayer.Real, folder["root"], folder["incoming"], new TransferMonitor(null), writers: 1, Udid);

        DeviceLinkException copy = Assert.Throws<DeviceLinkException>(() => drive.Copy(source, target));
        DeviceLinkException move = Assert.Throws<DeviceLinkException>(() => drive.Move(source, target));

        Assert.Equal(DeviceLinkStatus.InvalidParameter, copy.Status);
        Assert.Equal(DeviceLinkStatus.InvalidParameter, move.Status);
        Assert.Equal("content", File.ReadAllText(file));
    }
}
