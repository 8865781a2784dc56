using IosBackup.Restoration;
using Xunit;

namespace IosBackup.PS.Tests.Output;

public sealed class DeviceRestoreOutputTests
{
    [Theory]
    [InlineData(true, false, "All data; what the backup does not have is removed")]
    [InlineData(true, true, "All data, but not the settings; what the backup does not have is removed")]
    [InlineData(
        false,
        false,
        "The data of apps, because the devices are of different kinds; what the backup does not have is removed")]
    [InlineData(
        false,
        true,
        "The data of apps, but not the settings, because the devices are of different kinds; "
        + "what the backup does not have is removed")]
    public void A_plan_says_what_a_restore_replaces(bool isSameClass, bool keepsSettings, string says) =>
        Assert.Equal(says, DeviceRestoreOutput.Replaces(isSameClass, keepsSettings));
}
