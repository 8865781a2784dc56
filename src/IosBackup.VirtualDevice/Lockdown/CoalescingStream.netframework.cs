namespace IosBackup.VirtualDevice.Lockdown;

/// <content>.NET Framework.</content>
internal sealed partial class CoalescingStream
{
    /// <summary>
    /// TLS on .NET Framework flushes synchronously, which this stream does not know: nothing is gathered.
    /// </summary>
    public const bool CanGather = false;
}
