using IosBackup.Engine.Usbmux;
using Xunit;

namespace IosBackup.Engine.Tests.Usbmux;

public sealed class UdidTests
{
    [Theory]
    [InlineData("00008030-001C2D8E0E88802E", "00008030001c2d8e0e88802e", true)]
    [InlineData("63c3d055c4f83e960e5980fa68be0fbf7d4ba74c", "63C3D055C4F83E960E5980FA68BE0FBF7D4BA74C", true)]
    [InlineData("00008030-001C2D8E0E88802E", "00008030-001C2D8E0E88802F", false)]
    [InlineData("00008030-001C2D8E0E88802E", null, false)]
    [InlineData(null, null, false)]
    public void Spellings_of_one_device_are_equal(string? left, string? right, bool equal)
    {
        Assert.Equal(equal, Udid.Equals(left, right));
        if (left is not null && equal)
        {
            Assert.Equal(Udid.Comparer.GetHashCode(left), Udid.Comparer.GetHashCode(right!));
        }
    }

    [Theory]
    [InlineData("00008030-001C2D8E0E88802E", true)]
    [InlineData("63c3d055c4f83e960e5980fa68be0fbf7d4ba74c", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("..", false)]
    [InlineData("-rf", false)]
    [InlineData("../../etc/passwd", false)]
    [InlineData("a/b", false)]
    [InlineData("a\\b", false)]
    [InlineData("a b", false)]
    [InlineData("a\0", false)]
    [InlineData("ä", false)]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000000", false)]
    public void Only_what_is_safe_as_a_file_name_is_valid(string? text, bool valid) =>
        Assert.Equal(valid, Udid.IsValid(text));
}
