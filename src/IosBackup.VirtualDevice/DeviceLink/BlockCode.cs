namespace IosBackup.VirtualDevice.DeviceLink;

/// <summary>The byte in front of a block's data. Anything but these two is a negated status and ends the file.</summary>
internal static class BlockCode
{
    public const byte Success = 0x00;
    public const byte Data = 0x0C;
}
