using System.IO;
using CsCheck;
using IosBackup.Engine.DeviceLink;
using IosBackup.Engine.Errors;
using IosBackup.Engine.MobileBackup.Drive;
using Xunit;

namespace IosBackup.Engine.Tests.MobileBackup;

public sealed class DrivePathTests
{
    private const string Udid = "00008030-000A11110000802E";

    private static readonly string s_root = Path.Combine(Path.GetTempPath(), "root");
    private static readonly DrivePath s_paths = new(s_root, Udid);

    [Theory]
    [InlineData(Udid)]
    [InlineData(Udid + "/Status.plist")]
    [InlineData(Udid + "/Snapshot/3d/3d0d7e5fb2ce288813306e4d4636395e047a3d28")]
    [InlineData(Udid + "-20261116-020000")]
    [InlineData(Udid + "-20261116-020000/Manifest.db")]
    public void What_a_device_may_name_is_resolved(string path) =>
        Assert.Equal(Path.Combine(s_root, path.Replace('/', Path.DirectorySeparatorChar)), s_paths.Resolve(path));

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../../x")]
    [InlineData(Udid + "/../x")]
    [InlineData(Udid + "/..")]
    [InlineData(Udid + "/./x")]
    [InlineData(Udid + "//x")]
    [InlineData(Udid + "/")]
    [InlineData(Udid + "-evil/x")]
    [InlineData(Udid + "-20261116-020000x")]
    [InlineData(Udid + "-20261116-020000\n")]
    [InlineData("other/x")]
    [InlineData("/.b/6/x")]
    [InlineData(@"C:\x")]
    [InlineData(@"\\?\C:\x")]
    [InlineData(Udid + @"\x")]
    [InlineData(Udid + "/a:b")]
    [InlineData(Udid + "/a\0b")]
    [InlineData(Udid + "/nul")]
    [InlineData(Udid + "/COM1.txt")]
    [InlineData(Udid + "/trailing.")]
    [InlineData(Udid + "/trailing ")]
    [InlineData(Udid + "/.hidden")]
    [InlineData(Udid + "/ümlaut")]
    public void Everything_else_is_refused(string path) => AssertRefused(path);

    [Fact]
    public void Too_long_a_path_is_refused() => AssertRefused(Udid + "/" + new string('a', 32_000));

    [Fact]
    public void Whatever_resolves_lies_below_the_root() => Gen.String.Sample(static text =>
    {
        foreach (string path in (string[])[text, Udid + "/" + text, Udid + "/a/" + text + "/b"])
        {
            try
            {
                string resolved = s_paths.Resolve(path);
                Assert.StartsWith(s_root + Path.DirectorySeparatorChar, resolved, System.StringComparison.Ordinal);
            }
            catch (DeviceLinkException e)
            {
                Assert.Equal(ErrorKind.UnsafePath, Assert.IsType<EngineException>(e.InnerException).Kind);
            }
        }
    });

    private static void AssertRefused(string path)
    {
        DeviceLinkException refused = Assert.Throws<DeviceLinkException>(() => s_paths.Resolve(path));
        Assert.Equal(DeviceLinkStatus.InvalidParameter, refused.Status);
    }
}
